import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { appRouter } from '../../api/router.ts';
import { createApiKey } from '../../db/system/api-keys.ts';
import { standardRetention } from '../../domain/people/retention-policy.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { DAY } from '../../domain/time/duration.ts';
import { app } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { beginStory, START, type RepName, type Story, type StoryOptions } from '../support/story.ts';
import { openDay } from './open-day/workflows.ts';

const linesOf = (story: Story, leadId: string) => story.as('admin').leads.story({ leadId });
const textsOf = async (story: Story, { id }: Person): Promise<string[]> => (await linesOf(story, id)).map(({ text }) => text);

async function withCall(story: Story, cells = {}) {
  const ann = await story.lead(cells);
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  return { ann, rep, ...(await ann.task(rep)) };
}

const other: Partial<Record<RepName, RepName>> = { sam: 'sue', sue: 'sam', tom: 'tia', tia: 'tom' };

const deal = (story: Story, amount: number, nextStep: string) => ({
  amount,
  closeAt: new Date(story.now + 60 * DAY).toISOString(),
  nextStep,
});

/** An email from an address that nobody knows waits for a decision. */
async function waitingMail(story: Story): Promise<string> {
  const { key } = await createApiKey(story.db, { role: 'intake', principal: 'mail server', at: story.now });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'message/rfc822' };
  const lines = [
    'From: somebody@their.example',
    `Message-ID: <${randomUUID()}@their.example>`,
    'Subject: Hello',
    '',
    'Please call me.',
  ];
  await story.request('http://localhost/webhooks/mail', { method: 'POST', headers, body: lines.join('\r\n') });
  const [waiting] = (await story.as('marketer').mail.unmatched()).items;
  return waiting!.id;
}

/** A lead in the campaign "Story". */
async function inCampaign(story: Story): Promise<{ readonly id: string; readonly campaignId: string }> {
  const { id } = await story.lead();
  const { campaignId } = await story.db.selectFrom('enrolments').select('campaignId').executeTakeFirstOrThrow();
  return { id, campaignId };
}

/** Of each mutation how it is prepared: what is called then concerns the lead, and has to be told. */
const mutations: Record<string, (story: Story) => Promise<readonly [leadId: string, call: () => Promise<unknown>]>> = {
  'accounts.own': async (story) => {
    const { id } = await story.lead();
    const rep = story.reps.tom;
    return [id, () => story.as('admin').accounts.own({ domain: 'pier7.example', rep })];
  },
  'accounts.update': async (story) => {
    const { id } = await story.lead();
    return [id, () => story.as('marketer').accounts.update({ account: 'pier7.example', industry: 'shipping' })];
  },
  'accounts.merge': async (story) => {
    const { id } = await captured(story);
    await story.lead({ email: 'bob@quay.example', company: 'Quay' });
    return [id, () => story.as('marketer').accounts.merge({ keep: 'quay.example', drop: 'pier7.example' })];
  },
  'accounts.unmerge': async (story) => {
    const { id } = await captured(story);
    await story.lead({ email: 'bob@quay.example', company: 'Quay' });
    await story.as('marketer').accounts.merge({ keep: 'quay.example', drop: 'pier7.example' });
    return [id, () => story.as('marketer').accounts.unmerge({ account: 'quay.example' })];
  },
  'campaigns.launch': async (story) => {
    const { id } = await captured(story);
    const audience = { leadIds: [id] };
    return [id, () => story.as('marketer').campaigns.launch({ name: 'Autumn', program: 'newcomers', audience })];
  },
  'campaigns.add': async (story) => {
    await story.lead();
    const { campaignId } = await story.db.selectFrom('enrolments').select('campaignId').executeTakeFirstOrThrow();
    const { id } = await captured(story);
    return [id, () => story.as('marketer').campaigns.add({ campaignId, audience: { leadIds: [id] } })];
  },
  'campaigns.change': async (story) => {
    const { id } = await story.lead();
    return [id, () => story.changes({ startsAt: START + 31 * DAY })];
  },
  'programs.turn': async (story) => {
    const { id } = await story.lead();
    return [id, () => story.turns({ patience: 3 })];
  },
  'programs.revert': async (story) => {
    const { id } = await story.lead();
    await story.turns({ patience: 3 });
    const { changes } = await story.as('marketer').programs.knobs({ program: 'open-day' });
    const revert = async () => {
      await story.as('marketer').programs.revert({ changeId: changes[0]!.id });
      await story.settle();
    };
    return [id, revert];
  },
  'imports.run': async (story) => {
    const { id, email } = await captured(story);
    const file = { rows: [{ email, title: 'Chief Buyer' }] };
    return [id, () => story.as('marketer').imports.run({ file, source: 'fair.csv', consentBasis: 'none' })];
  },
  'leads.add': async (story) => {
    const { id, email } = await captured(story);
    return [id, () => story.as('intake').leads.add({ lead: { email }, source: 'crm', consentBasis: 'none' })];
  },
  'consents.sendConfirmation': async (story) => {
    const email = 'ann@pier7.example';
    const order = { lead: { email }, source: 'list', consentBasis: 'doubleOptIn' } as const;
    const { leadId } = await story.as('intake').leads.add(order);
    await story.runFor('5 days');
    return [leadId, () => story.as('marketer').consents.sendConfirmation({ leadId })];
  },
  'contact.close': async (story) => {
    const { id } = await captured(story);
    return [id, () => story.as('marketer').contact.close({ leadId: id, channel: 'phone', reason: 'doNotContact' })];
  },
  'leads.update': async (story) => {
    const { id } = await captured(story);
    return [id, () => story.as('marketer').leads.update({ leadId: id, title: 'Chief Buyer' })];
  },
  'mail.assign': async (story) => {
    const { id: leadId } = await captured(story);
    const id = await waitingMail(story);
    return [leadId, () => story.as('marketer').mail.assign({ id, leadId })];
  },
  'mail.dismiss': async (story) => {
    const { id: leadId } = await captured(story);
    const id = await waitingMail(story);
    // It may be theirs.
    await story.db.updateTable('incomingMails').set({ leadId }).execute();
    return [leadId, () => story.as('marketer').mail.dismiss({ id })];
  },
  'ops.moveTo': async (story) => {
    const { id: leadId } = await story.lead();
    return [leadId, () => story.as('admin').ops.moveTo({ id: randomUUID(), leadId, track: 'connect' })];
  },
  'ops.retry': async (story) => {
    const { id: leadId } = await story.lead();
    await story.as('admin').ops.moveTo({ id: randomUUID(), leadId, track: 'throwsText' });
    await story.settle();
    return [leadId, () => story.as('admin').ops.retry({ id: randomUUID(), leadId })];
  },
  'ops.settle': async (story) => {
    const ann = await story.lead();
    await ann.gets('guide');
    const { key } = await story.db.selectFrom('touches').select('key').executeTakeFirstOrThrow();
    await story.db.updateTable('touches').set({ state: 'inDoubt' }).execute();
    return [ann.id, () => story.as('admin').ops.settle({ key, state: 'accepted' })];
  },
  'ops.undoNoMail': async (story) => {
    const { id } = await story.lead({ email: 'ann@nowhere.example' });
    await story.runFor('1 day');
    const { campaignId } = await story.db.selectFrom('enrolments').select('campaignId').executeTakeFirstOrThrow();
    return [id, () => story.as('admin').ops.undoNoMail({ campaignId })];
  },
  'contact.close for a domain': async (story) => {
    const { id } = await captured(story);
    const whom = { domain: 'pier7.example' };
    return [id, () => story.as('marketer').contact.close({ ...whom, reason: 'excludedDomain' })];
  },
  'contact.open': async (story) => {
    const { id } = await captured(story);
    const whom = { domain: 'pier7.example' };
    const set = await story.as('marketer').contact.close({ ...whom, reason: 'excludedDomain' });
    return [id, () => story.as('marketer').contact.open({ id: set.id })];
  },
  'campaigns.start': async (story) => {
    const { id } = await captured(story);
    const draft = { name: 'Autumn', program: 'newcomers', audience: { leadIds: [id] } };
    const { campaignId } = await story.as('marketer').campaigns.draft(draft);
    return [id, () => story.as('marketer').campaigns.start({ campaignId, expect: 1 })];
  },
  'campaigns.pause': async (story) => {
    const { id, campaignId } = await inCampaign(story);
    return [id, () => story.as('marketer').campaigns.pause({ campaignId, leadId: id, because: 'is on holiday' })];
  },
  'campaigns.resume': async (story) => {
    const { id, campaignId } = await inCampaign(story);
    await story.as('marketer').campaigns.pause({ campaignId, because: 'a wrong price' });
    return [id, () => story.as('marketer').campaigns.resume({ campaignId })];
  },
  'campaigns.stop': async (story) => {
    const { id, campaignId } = await inCampaign(story);
    return [id, () => story.as('marketer').campaigns.stop({ campaignId, because: 'a wrong price' })];
  },
  'campaigns.stopWaiting': async (story) => {
    const { id } = await story.lead();
    const audience = { leadIds: [id] };
    await story.as('marketer').campaigns.launch({ name: 'Autumn', program: 'newcomers', audience });
    const { items: waiting } = await story.as('marketer').campaigns.waiting();
    return [id, () => story.as('marketer').campaigns.stopWaiting({ campaignId: waiting[0]!.campaignId, leadId: id })];
  },
  'events.record': async (story) => {
    const { id, email } = await captured(story);
    const events = [{ id: 'evt_1', kind: 'demoRequested', lead: email }];
    return [id, () => story.as('intake').events.record({ events })];
  },
  'leads.move': async (story) => {
    const { id } = await story.lead();
    await story.settle();
    return [id, () => story.as('marketer').leads.move({ leadId: id, track: 'connect' })];
  },
  'leads.send': async (story) => {
    const { id } = await captured(story);
    await story.db.updateTable('leads').set({ ownerId: story.reps.tom }).where('id', '=', id).execute();
    return [id, async () => [await story.asRep('tom').leads.send({ leadId: id, content: 'introduction' }), await story.relay()]];
  },
  'leads.takeBack': async (story) => {
    const { ann } = await withCall(story);
    return [ann.id, () => story.as('marketer').leads.takeBack({ leadId: ann.id, because: 'sales is full' })];
  },
  'ops.attend': async (story) => {
    const { id: leadId } = await captured(story);
    const act = { id: randomUUID(), leadId, kind: 'downloaded', at: new Date(story.now), source: 'crm' } as const;
    await story.db
      .insertInto('engagements')
      .values({ ...act, verdict: 'human', human: true })
      .execute();
    return [leadId, () => story.as('admin').ops.attend()];
  },
  'tasks.undo': async (story) => {
    const { ann, rep, taskId } = await withCall(story);
    await story.asRep(rep).tasks.report({ id: randomUUID(), taskId, disposition: 'noAnswer', details: {} });
    return [ann.id, () => story.asRep(rep).tasks.undo({ taskId })];
  },
  'texts.assign': async (story) => {
    const { id: leadId } = await captured(story);
    const text = { id: randomUUID(), channel: 'sms', address: '+491511', body: 'Hi', receivedAt: new Date(story.now) };
    await story.db
      .insertInto('incomingTexts')
      .values({ ...text, state: 'waiting' })
      .execute();
    return [leadId, () => story.as('marketer').texts.assign({ id: text.id, leadId })];
  },
  'leads.merge': async (story) => {
    const { id: keep } = await captured(story);
    const { id: drop } = await story.lead({ email: 'ann@lee.example' });
    return [keep, () => story.as('marketer').leads.merge({ keep, drop })];
  },
  'leads.unmerge': async (story) => {
    const { id: keep } = await captured(story);
    const { id: drop } = await story.lead({ email: 'ann@lee.example' });
    await story.as('marketer').leads.merge({ keep, drop });
    return [keep, () => story.as('marketer').leads.unmerge({ leadId: keep })];
  },
  'leads.give': async (story) => {
    const { ann, rep } = await withCall(story);
    return [ann.id, () => story.as('marketer').leads.give({ leadId: ann.id, rep: story.reps[other[rep]!] })];
  },
  'leads.recycle': async (story) => {
    const { ann } = await withCall(story);
    return [ann.id, () => story.as('marketer').leads.recycle({ leadId: ann.id, reason: 'budget' })];
  },
  'tasks.undo for a closed task': async (story) => {
    const { ann, rep } = await withCall(story);
    await ann.isReported(rep, 'leftCompany');
    const { taskId } = await ann.task(rep);
    await story.asRep(rep).tasks.close({ taskId, outcome: 'found Bo Berg' });
    return [ann.id, () => story.asRep(rep).tasks.undo({ taskId })];
  },
  'leads.erase': async (story) => {
    const { id } = await captured(story);
    return [id, () => story.as('admin').leads.erase({ leadId: id })];
  },
  'suppressions.import': async (story) => {
    const { id, email } = await captured(story);
    return [id, () => story.as('marketer').suppressions.import({ csv: `email\n${email}` })];
  },
  'ops.forgetOld': async (story) => {
    const { id } = await captured(story);
    await story.runFor('2 days');
    return [id, () => story.as('admin').ops.forgetOld()];
  },
  'deals.open': async (story) => {
    const { id: leadId } = await captured(story);
    return [leadId, () => story.as('marketer').deals.open(dealOf(story, leadId))];
  },
  'deals.update': async (story) => {
    const { id: leadId } = await captured(story);
    const { dealId } = await story.as('marketer').deals.open(dealOf(story, leadId));
    return [leadId, () => story.as('marketer').deals.update({ dealId, stage: 'proposal' })];
  },
  'deals.import': async (story) => {
    const { id, email } = await captured(story);
    const csv = `id,email,amount,close date,owner\n006-1,${email},12000,2026-09-30,Tom Field`;
    return [id, () => story.as('marketer').deals.import({ csv })];
  },
  'leads.note': async (story) => {
    const { id: leadId } = await captured(story);
    return [leadId, () => story.as('marketer').leads.note({ leadId, text: 'Met at the fair' })];
  },
  'tasks.note': async (story) => {
    const { ann, rep, taskId } = await withCall(story);
    return [ann.id, () => story.asRep(rep).tasks.note({ taskId, text: 'Gate two is closed' })];
  },
  'tasks.report': async (story) => {
    const { ann, rep, taskId } = await withCall(story);
    return [ann.id, () => story.asRep(rep).tasks.report({ id: randomUUID(), taskId, disposition: 'noAnswer', details: {} })];
  },
  'tasks.claim': async (story) => {
    const { ann, rep, taskId } = await withCall(story);
    return [ann.id, () => story.asRep(other[rep]!).tasks.claim({ id: randomUUID(), taskId })];
  },
  'tasks.close': async (story) => {
    const { ann, rep } = await withCall(story);
    await ann.isReported(rep, 'leftCompany');
    const { taskId } = await ann.task(rep);
    return [ann.id, () => story.asRep(rep).tasks.close({ taskId, outcome: 'found Bo Berg' })];
  },
  'tasks.assign': async (story) => {
    const { ann, rep, taskId } = await withCall(story);
    return [ann.id, () => story.asRep('mia').tasks.assign({ taskId, to: story.reps[other[rep]!] })];
  },
  'tasks.decide': async (story) => {
    const { ann } = await withCall(story);
    const toDecide = async () => (await story.asRep('mia').tasks.list({ of: 'team', state: 'toDecide' })).items;
    await story.eventually('the manager is asked', async () => (await toDecide()).length > 0);
    const { taskId } = (await toDecide())[0]!;
    return [ann.id, () => story.asRep('mia').tasks.decide({ id: randomUUID(), taskId, decision: 'keep' })];
  },
  'team.away': async (story) => {
    const { ann, rep } = await withCall(story);
    const order = { rep: story.reps[rep], from: story.now, to: story.now + 30 * DAY };
    return [ann.id, () => story.as('admin').team.away(order)];
  },
  'team.back': async (story) => {
    const order = { from: story.now, to: story.now + 30 * DAY };
    for (const rep of ['sam', 'sue'] as const) await story.as('admin').team.away({ ...order, rep: story.reps[rep] });
    const ann = await story.lead();
    await ann.does('demoRequested');
    return [ann.id, () => story.as('admin').team.back({ rep: story.reps.sam })];
  },
  'team.leave': async (story) => {
    const { ann, rep } = await withCall(story);
    return [ann.id, () => story.as('admin').team.leave({ rep: story.reps[rep] })];
  },
};

const dealOf = (story: Story, leadId: string) => ({ leadId, amount: 12_000, closeAt: story.now + 60 * DAY, owner: 'Tom Field' });

/** What changes nothing of a lead, or takes back the line of a note. */
const aboutNoLead = [
  'alerts.prefer',
  'campaigns.draft',
  'campaigns.remove',
  'leads.remove',
  'campaigns.test',
  'campaigns.update',
  'content.test',
  'ops.startAgain',
  'ops.stopEverything',
  'team.hours',
  'team.mode',
  'texts.dismiss',
  'events.replay',
  'experiments.decide',
  'experiments.resume',
  'keys.create',
  'keys.revoke',
  'keys.rotate',
  'imports.preview',
  'ops.trustDomains',
  'leads.removeNote',
  'segments.remove',
  'segments.save',
  'people.change',
  'people.invite',
  'people.remove',
  'sessions.end',
];

const workflowsOf = (folder: string): string => fileURLToPath(new URL(`${folder}/workflows.ts`, import.meta.url));
const openDayStory: StoryOptions = {
  program: 'open-day',
  workflows: workflowsOf('open-day'),
  programs: [openDay],
  input: { event: 'spring', startsAt: START + 24 * DAY },
};
/** What is not told of the app's own first program. */
const otherPrograms: Record<string, StoryOptions> = {
  'ops.forgetOld': { policy: { ...app.policy, retention: { ...standardRetention, quiet: 1 } } },
  'ops.retry': { program: 'odd', workflows: workflowsOf('odd') },
  'campaigns.change': openDayStory,
  'programs.turn': openDayStory,
  'programs.revert': openDayStory,
};

async function captured(story: Story): Promise<{ id: string; email: string }> {
  const email = 'ann@pier7.example';
  const { leadId } = await story.as('intake').leads.add({ lead: { email }, source: 'test', consentBasis: 'optIn' });
  return { id: leadId, email };
}

const procedures = Object.entries(appRouter._def.procedures) as unknown as [string, { _def: { type: string } }][];

test('every mutation of the API says whether it concerns a lead', () => {
  const all = procedures.filter(([, { _def }]) => _def.type === 'mutation').map(([name]) => name);
  const told = Object.keys(mutations).map((name) => name.split(' for ')[0]!);
  expect([...new Set(told), ...aboutNoLead].toSorted()).toEqual(all.toSorted());
});

const unreadable = /[0-9a-f]{8}-[0-9a-f]{4}-|\d{4}-\d\d-\d\dT\d\d|\bundefined\b|\bnull\b|NaN/;

test.each(Object.keys(mutations))('%s appears in the lead’s story, in words', async (name) => {
  await using story = await beginStory(otherPrograms[name]);
  const [leadId, call] = await mutations[name]!(story);
  const before = await linesOf(story, leadId);
  await call();
  const after = await linesOf(story, leadId);
  const known = new Set(before.map(({ text }) => text));
  expect(after.some(({ text }) => !known.has(text))).toBe(true);
  for (const { text } of after) expect(text).not.toMatch(unreadable);
});

test('an event keeps the names and values of its moment', async () => {
  await using story = await beginStory();
  const { ann, rep } = await withCall(story, { seniority: 'director' });
  await ann.isReported(rep, 'accepted');
  await ann.isReported(rep, 'opportunity', deal(story, 48_000, 'a demo'));
  const before = await linesOf(story, ann.id);
  await ann.isReported(rep, 'opportunity', deal(story, 52_000, 'an offer'));
  await story.as('admin').team.leave({ rep: story.reps[rep], to: story.reps[other[rep]!] });
  await story.db.updateTable('reps').set({ name: 'Somebody Else' }).execute();
  await story.db.updateTable('campaigns').set({ name: 'Renamed' }).execute();
  await story.db
    .updateTable('enrolments')
    .set({ startAt: new Date(0) })
    .execute();
  const after = await linesOf(story, ann.id);
  expect(after).toEqual(expect.arrayContaining(before));
  const texts = after.map(({ text }) => text);
  expect(texts).not.toContainEqual(expect.stringContaining('Somebody Else'));
  const one = (pattern: RegExp) =>
    expect(
      texts.filter((text) => pattern.test(text)),
      String(pattern),
    ).toHaveLength(1);
  one(/^acceptance task for Tom Field/);
  one(/^the acceptance task becomes: opportunity task/);
  one(/^opportunity over 48,000 EUR of Tom Field, Discovery \(20 %\), expected on 2026-05-09: a demo/);
  one(/^opportunity was over 48,000 EUR, is over 52,000 EUR of Tom Field/);
  one(/^opportunity task given to Tia Cole: Tom Field has left/);
  one(/^opportunity over 52,000 EUR goes from Tom Field to Tia Cole/);
  expect(texts.findIndex((text) => text.startsWith('enrolled in "Story"'))).toBeLessThan(texts.indexOf('enters the track gate'));
});

test('the story shows a wrong contact, with what changed and whom they named', async () => {
  await using story = await beginStory();
  const { ann, rep } = await withCall(story);
  await ann.isReported(rep, 'wrongContact', { correction: { phone: '+49 30 901820' } });
  const corrected = (await textsOf(story, ann)).find((text) => text.startsWith('corrected'));
  expect(corrected).toMatch(/^corrected: phone – → "\+49 30 901820" \(by S\w+ \w+\)$/);
  await ann.isReported(rep, 'wrongContact', { correction: { firstName: 'Jo', lastName: 'Doe', email: 'jo@pier7.example' } });
  expect(await textsOf(story, ann)).toContainEqual(expect.stringMatching(/^is not the right contact: named jo@pier7.example/));
});

test('a reply that settles a doubt says so, and what kind of reply it is', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.gets('guide');
  const { key: touchKey } = await story.db.selectFrom('touches').select('key').executeTakeFirstOrThrow();
  await story.db.updateTable('touches').set({ state: 'inDoubt' }).execute();
  const about = { leadId: ann.id, touchKey, kind: 'replied', reply: 'question', verdict: 'human', source: 'mail' } as const;
  await recordEngagement(story.db, app.policy, randomUUID, { ...about, id: randomUUID(), at: story.now }, story.now);
  const texts = await textsOf(story, ann);
  expect(texts).toContain('replied (has a question)');
  expect(texts).toContain('guide was in doubt: it was sent, as an answer to it shows');
});
