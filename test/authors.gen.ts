// Made by `npm run authors` from the examples in docstrings, so that the compiler checks them. Change the docstrings, not this file.
import { after, before, days, definePolicy, deprecatePatch, done, ended, lifecycle, patched, program, pursue, qualify, rest, sideProgram, type Lead } from 'trellis';
import { defineTrellis, step } from 'trellis/config';
import { sms } from 'trellis/channels';
import { beginStory, type Person, type Story } from 'trellis/testing';
import { expect } from 'vitest';

export const welcome = program('welcome', {
  start: 'educate',
  interrupts: { fastTrack: 'call' },
  recycle: { connect: 'educate', offer: 'educate' },
  tracks: {
    async educate(lead) {
      const guide = await lead.email('guide');
      return (await guide.metGoal({ within: '14 days' })) ? 'call' : rest('30 days', 'again');
    },
    async again(lead) {
      const story = await lead.email('customer-story');
      return (await story.metGoal({ within: '14 days' })) ? 'call' : ended('archived', 'silent');
    },
    call: qualify({ team: 'callers', sla: 'firstAttempt', qualified: 'sales' }),
    sales: pursue({ team: 'sales', sla: 'acceptance' }),
  },
});

export const firstSteps = sideProgram('first-steps', {
  lane: 'onboarding',
  start: 'begin',
  tracks: {
    async begin(lead) {
      const guide = await lead.email('guide');
      return (await guide.clicked({ within: '7 days' })) ? rest('30 days', 'more') : done('silent');
    },
    async more(lead) {
      await lead.email('tips');
      return done('has everything');
    },
  },
});

export async function done_example(lead: Lead) {
  if (!(await lead.email('tips')).wasSent) return done('has the tips already');
}

export async function ended_example(lead: Lead) {
  if (lead.cycle > 2) return ended('archived', 'silent for two rounds');
}

export async function rest_example(lead: Lead) {
  if (!lead.hasReacted) return rest('30 days', 'educate');
}

export async function rest1_example(lead: Lead) {
  return rest(lead.day(60), 'educate', { endsRound: true });
}

export async function days_example(lead: Lead) {
  await lead.pause(days(lead.isSenior ? 14 : 7));
}

export async function after_example(lead: Lead) {
  return rest(after(lead.now, '36 hours'), 'connect');
}

export async function before_example(lead: Lead) {
  await lead.until(before(Date.UTC(2027, 4, 20, 14), '3 days'));
}

export const call = qualify({
  team: 'callers',
  sla: 'firstAttempt',
  missed: (lead) => lead.email('we-called'),
  followUps: { voicemail: (lead) => lead.email('our-voicemail') },
  qualified: 'sales',
});

export const sales = pursue({
  team: 'sales',
  sla: 'acceptance',
  fastTrackSla: 'fastTrack',
  introduction: (lead) => lead.email('your-contact'),
});

export const policy = definePolicy({
  sending: { mostPerWeek: 2 },
  slas: { firstAttempt: { label: 'First call within the hour' } },
});

export const { leadLifecycle } = lifecycle({ programs: [welcome], policy });

export async function deprecatePatch_example() {
  deprecatePatch('a-day-first');
}

export async function patched_example(lead: Lead) {
  if (patched('a-day-first')) await lead.pause('1 day');
}

export async function Lead_now_example(lead: Lead) {
  if (lead.now > Date.UTC(2027, 4, 20)) return 'connect';
}

export async function Lead_persona_example(lead: Lead) {
  if (lead.persona === 'decision-maker') return 'consult';
}

export async function Lead_isSenior_example(lead: Lead) {
  return lead.isSenior ? 'sales' : 'qualify';
}

export async function Lead_fields_example(lead: Lead) {
  if ('docks' in lead.fields) return 'educate';
}

export async function remind(lead: Lead<{ startsAt: 'instant' }>) {
  await lead.until(before(lead.input.startsAt, '3 days'));
  await lead.email('reminder', { startsAt: lead.input.startsAt });
}

export const news = program('news', {
  start: 'tell',
  recycle: { connect: 'tell', offer: 'tell' },
  knobs: { patience: { label: 'Between emails', kind: 'duration', from: '1 day', to: '30 days', standard: '10 days' } },
  tracks: {
    async tell(lead) {
      await lead.email('guide');
      await lead.pause(lead.knobs.patience);
      return ended('archived', 'was told');
    },
  },
});

export async function Lead_score_example(lead: Lead) {
  if (lead.score.fit < 30) return ended('archived', 'does not fit well');
}

export async function Lead_temperature_example(lead: Lead) {
  if (lead.temperature === 'hot') return 'qualify';
}

export async function Lead_stage_example(lead: Lead) {
  if (lead.stage === 'recycled') return rest('90 days', 'connect');
}

export async function Lead_company_example(lead: Lead) {
  if (lead.company === undefined) return 'educate';
}

export async function Lead_trigger_example(lead: Lead) {
  if (lead.trigger === 'activated') await lead.email('first-steps');
}

export async function Lead_cycle_example(lead: Lead) {
  return lead.cycle < 3 ? rest('30 days', 'connect') : ended('archived', 'silent for three rounds');
}

export async function Lead_engagements_example(lead: Lead) {
  if (lead.engagements.some(({ kind, machine }) => kind === 'attended' && !machine)) return 'offer';
}

export async function Lead_hasReacted_example(lead: Lead) {
  if (!lead.hasReacted && lead.useNextPersona()) return 'educate';
}

export async function Lead_next_example(lead: Lead) {
  if (lead.next) await lead.email(lead.next);
}

export async function Lead_has_example(lead: Lead) {
  if (!lead.has('tips')) await lead.email('tips');
}

export async function Lead_fresh_example(lead: Lead) {
  await lead.email(lead.fresh('customer-story'));
}

export async function Lead_day_example(lead: Lead) {
  if (lead.now > lead.day(30)) return 'reEngage';
}

export async function Lead_email_example(lead: Lead) {
  const guide = await lead.email('guide');
  if (await guide.clicked({ within: '7 days' })) return 'connect';
}

export async function Lead_email1_example(lead: Lead) {
  await lead.email('meeting', { meetingAt: lead.now });
}

export async function Lead_send_example(lead: Lead) {
  const reminder = await lead.send('sms', 'starts-soon');
  if (await reminder.clicked({ within: '1 day' })) return 'connect';
}

export async function Lead_pause_example(lead: Lead) {
  await lead.pause('3 days');
}

export async function Lead_until_example(lead: Lead) {
  await lead.until(before(Date.UTC(2027, 4, 20, 14), '3 days'));
}

export async function Lead_until1_example(lead: Lead) {
  if ((await lead.until({ day: 14, or: ['attended', 'downloaded'] })) === 'attended') return 'offer';
}

export async function Lead_waitFor_example(lead: Lead) {
  const came = await lead.waitFor({ attended: true, replied: true }, { within: '5 days' });
  switch (came?.kind) {
    case 'attended':
      return 'offer';
    case 'replied':
      return 'talk';
    case undefined:
      return 'reEngage';
  }
}

export async function Lead_waitFor1_example(lead: Lead) {
  if (await lead.waitFor({ visited: { page: 'pricing' } }, { until: lead.day(14) })) return 'offer';
}

export async function Lead_becomes_example(lead: Lead) {
  lead.becomes('mql', 'asked for the price list');
}

export async function Lead_useNextPersona_example(lead: Lead) {
  return lead.useNextPersona() ? 'educate' : 'farewell';
}

export async function Lead_slowDown_example(lead: Lead) {
  lead.slowDown();
}

export async function Lead_call_example(lead: Lead) {
  const call = await lead.call('asked for a call', { team: 'callers', sla: 'fastTrack', within: '5 days' });
  switch (call.outcome) {
    case 'qualified':
    case 'existingDeal':
      return 'sales';
    case 'notReady':
      return rest(call.until, call.track);
    case 'slaMissed':
    case 'expired':
    case 'unreachable':
      return 'reEngage';
    default:
      return ended('disqualified', call.outcome);
  }
}

export async function Lead_notify_example(lead: Lead) {
  await lead.notify('callers', 'has seen the price list');
}

export async function Lead_run_example(lead: Lead) {
  const { contact } = await lead.run('crm', { pipeline: 'newcomers' });
  if (contact === null) return 'educate';
}

export async function Touch_content_example(lead: Lead) {
  const touch = await lead.email('tips');
  if (!touch.wasSent) await lead.notify('callers', `could not send ${touch.content}`);
}

export async function Touch_key_example(lead: Lead) {
  const { key } = await lead.email('tips');
  const clicks = lead.engagements.filter(({ touch }) => touch === key);
  if (clicks.length > 3) return 'offer';
}

export async function Touch_wasSent_example(lead: Lead) {
  const spare = await lead.email('tips');
  if (!spare.wasSent) return 'farewell';
}

export async function Touch_metGoal_example(lead: Lead) {
  const help = await lead.email('trial-tips');
  return (await help.metGoal({ within: '10 days' })) ? 'qualify' : 'consult';
}

export async function Touch_clicked_example(lead: Lead) {
  const goodbye = await lead.email('farewell');
  return (await goodbye.clicked({ byDay: 7 })) ? 'connect' : ended('archived', 'silent');
}

export async function Touch_replied_example(lead: Lead) {
  const consultation = await lead.email('invitation');
  if (await consultation.replied({ within: '14 days' })) return 'qualify';
}

export async function Touch_answer_example(lead: Lead) {
  const why = await lead.email('still-interested');
  const answer = await why.answer({ byDay: 14 });
  if (answer.kind === 'later') return rest(answer.until, 'connect');
}

export async function Touch_reaction_example(lead: Lead) {
  const trial = await lead.email('trial');
  switch (await trial.reaction({ within: '14 days' })) {
    case 'activated':
      return 'qualify';
    case 'none':
      return 'farewell';
    case 'notSent':
      return rest('90 days', 'connect');
    default:
      return 'consult';
  }
}

export default defineTrellis({
  dir: import.meta.dirname,
  programs: [welcome],
  policy,
  sender: { name: 'Acme', address: 'hello@mail.acme.example', postalAddress: 'Acme, 1 Main Street, Springfield' },
});

export const steps = {
  ping: step(async ({ key, lead, signal }, { room }: { room: string }) => {
    const { company } = await lead();
    const body = JSON.stringify({ room, company });
    const answer = await fetch('https://chat.example/messages', { method: 'POST', headers: { 'idempotency-key': key }, body, signal });
    if (!answer.ok) throw new Error(`the chat answers ${answer.status}`);
    return { message: answer.headers.get('x-message-id') };
  }),
};

export const { channels } = defineTrellis({
  dir: import.meta.dirname,
  programs: [],
  channels: [
    sms({
      sender: 'Acme',
      company: 'Acme',
      contact: 'hello@acme.example',
      url: process.env['SMS_GATEWAY_URL'],
      token: process.env['SMS_GATEWAY_TOKEN'],
    }),
  ],
});

export async function beginStory_example() {
  await using story = await beginStory();
  const ann = await story.lead({ firstName: 'Ann' });
  await ann.gets('guide');
}

export async function Person_id_example(story: Story, ann: Person) {
  expect(await story.as('admin').leads.status({ leadId: ann.id })).toMatchObject({ stage: 'inquiry' });
}

export async function Person_email_example(story: Story, ann: Person) {
  expect(story.mail.to(ann.email)).toHaveLength(1);
}

export async function Person_held_example(ann: Person) {
  expect(ann.held).toBeNull();
}

export async function Person_mails_example(ann: Person) {
  expect(ann.mails[0]?.subject).toContain('docks');
}

export async function Person_texts_example(ann: Person) {
  expect(ann.texts.map(({ text }) => text)).toEqual([expect.stringContaining('Reply STOP')]);
}

export async function Person_textsBack_example(ann: Person) {
  expect(await ann.textsBack('sms', 'STOP')).toContain('no more texts');
}

export async function Person_got_example(ann: Person) {
  expect(await ann.got()).toEqual(['guide', 'customer-story']);
}

export async function Person_gets_example(ann: Person) {
  await ann.gets('guide');
}

export async function Person_clicks_example(ann: Person) {
  await ann.clicks('guide', 'download');
}

export async function Person_isScanned_example(ann: Person) {
  await ann.isScanned('guide', 'download');
}

export async function Person_answers_example(ann: Person) {
  await ann.answers('still-interested', 'wrongTopic');
}

export async function Person_asksFor_example(ann: Person) {
  await ann.asksFor('tooOften', { in: 'guide' });
}

export async function Person_unsubscribes_example(ann: Person) {
  await ann.unsubscribes();
}

export async function Person_does_example(ann: Person) {
  await ann.does('demoRequested');
}

export async function Person_does1_example(story: Story, ann: Person) {
  await ann.does('visited', { page: 'pricing', at: story.now - 60_000 });
}

export async function Person_does2_example(ann: Person) {
  await ann.does('attended', { data: { webinar: 'docks' } });
}

export async function Person_isReported_example(ann: Person) {
  await ann.isReported('tessa', 'disqualified', { reason: 'a student' });
}

export async function Person_isDecided_example(ann: Person) {
  await ann.isDecided('ingrid', 'recycle');
}

export async function Person_isClaimed_example(ann: Person) {
  await ann.isClaimed('tessa');
}

export async function Person_task_example(ann: Person) {
  expect(await ann.task('tessa')).toHaveProperty('taskId');
}

export async function Person_holder_example(ann: Person) {
  expect(await ann.holder()).toBe('tessa');
}

export async function Person_ladder_example(ann: Person) {
  expect(await ann.ladder()).toEqual(['Tue 15:00 firstAttempt remind tessa']);
}

export async function Person_isHeldBy_example(ann: Person) {
  await ann.isReported(await ann.isHeldBy('callers'), 'noAnswer');
}

export async function Person_becomes_example(ann: Person) {
  await ann.becomes('customer');
}

export async function Person_journal_example(ann: Person) {
  expect(await ann.journal()).toContain('entered connect');
}

export async function Person_diary_example(ann: Person) {
  expect(await ann.diary()).toContain('  0 mailed guide');
}

export async function Person_stage_example(ann: Person) {
  expect(await ann.stage()).toBe('archived');
}

export async function Person_track_example(ann: Person) {
  expect(await ann.track()).toBe('connect');
}

export async function Person_workflowId_example(story: Story, ann: Person) {
  expect(story.engine.histories(ann.workflowId).length).toBeGreaterThan(1);
}
