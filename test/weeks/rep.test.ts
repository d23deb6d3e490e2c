import { expect, test } from 'vitest';
import { DAY, MINUTE } from '../../domain/time/duration.ts';
import { guide } from '../support/guide.ts';
import { writesBack } from '../support/mail-to-us.ts';
import { beginStory } from '../support/story.ts';
import { fillsIn, mailbox, opens } from './doors.ts';

test('the week of an SDR and of the salesperson who takes over', { timeout: 300_000 }, async () => {
  await using story = await beginStory();
  const ann = await story.lead({ phone: '+49 30 901820' });
  const [sam, tom] = [story.asRep('sam'), story.asRep('tom')];

  // Tuesday, 11:00. Ann asks for a demo on the website. Sam reads in the mailbox who, why and until when, in her words.
  await fillsIn(story, 'demo', { email: ann.email, company: 'Pier Seven', message: 'Our contract ends in May.' });
  await story.runFor('1 minute');
  const alert = mailbox(story, 'sam').at(-1)!;
  expect(alert.subject).toBe('New call task: Ann Lee (Pier Seven) asked for a demo');
  expect(alert.text).toContain('Due: Tue 10 Mar, 11:05 (Europe/Berlin)');
  expect(alert.text).toContain('> Our contract ends in May.');
  expect(await opens(story, alert.links['task']!)).toContain('“Our contract ends in May.”');

  // It is the only thing to do, and the call sheet holds what Sam needs for the call.
  const { items: tasks } = await sam.tasks.list({ of: 'me' });
  expect(tasks).toMatchObject([
    { label: 'call task', lead: { name: 'Ann Lee', phone: '+49 30 901820' }, words: 'Our contract ends in May.' },
  ]);
  const { taskId } = tasks[0]!;
  const sheet = await sam.tasks.get({ taskId });
  expect(sheet.call.text).toBe('they may be called now');
  expect(sheet.sent.map(({ subject }) => subject)).toEqual(['The guide']);
  expect(sheet.mayReport.map(({ label }) => label)).toContain('No answer');

  // The day says the same in numbers, and Sam wants no email about each lead that is active again.
  expect(await sam.tasks.day()).toMatchObject({ numbers: { dueNow: 0, dueToday: 1, toCallBack: 0 } });
  const { kind, label } = (await sam.alerts.preferences()).at(-1)!;
  expect((await sam.alerts.prefer({ kind, wanted: false })).next).toBe(`You get no emails about this: ${label}.`);

  // A wrong click is taken back; what went out meanwhile is named.
  expect(await sam.tasks.report({ taskId, disposition: 'doNotContact', details: { channels: ['phone'] } })).toMatchObject({
    undoUntil: new Date(story.now + 10 * MINUTE).toISOString(),
  });
  expect((await sam.tasks.undo({ taskId })).next).toBe(
    '"Asked not to be contacted" is taken back. The task is open again, and everything that followed from the report is undone.',
  );
  await story.settle();

  // Nobody answers; Ann answers the email that follows, and wants to be called on Thursday.
  expect((await sam.tasks.report({ taskId, disposition: 'noAnswer', reason: 'busy' })).text).toContain(
    'The call task continues. It is due on',
  );
  await story.runFor('1 hour');
  await writesBack(story, ann, 'Call me on Thursday at ten, please. Does it work with SAP?');
  await story.runFor('10 minutes');
  expect((await sam.tasks.get({ taskId })).messages.map(({ body }) => body)).toContainEqual(
    expect.stringContaining('Does it work with SAP?'),
  );
  const [reply] = (await sam.tasks.list({ of: 'me', due: 'today' })).items.filter(({ label }) => label === 'reply task');
  await sam.tasks.close({ taskId: reply!.taskId, outcome: 'told her that it works with SAP' });
  await sam.tasks.report({ taskId, disposition: 'callBack', details: { at: '2026-03-12T09:00:00Z' } });
  await sam.tasks.note({ taskId, text: 'Their gate two is closed until May.' });
  await sam.leads.update({ leadId: ann.email, title: 'Head of Logistics' });
  await story.runFor('1 day');
  expect((await sam.tasks.list({ of: 'me', due: 'today' })).items).toEqual([]);

  // Thursday, ten. Ann is ready for sales: the meeting is agreed, and Tom gets all that Sam knows.
  await story.runFor('21 hours');
  expect((await sam.tasks.list({ of: 'me', due: 'today' })).items).toMatchObject([{ taskId, isOverdue: false }]);
  const meetingAt = story.now + DAY;
  await sam.tasks.report({
    taskId,
    disposition: 'qualified',
    details: { guide: { ...guide, need: 'Trucks wait' }, meetingAt, rating: 5 },
  });
  await story.settle();
  await story.runFor('1 minute');
  const [handedOver] = (await tom.tasks.list({ of: 'me' })).items;
  const acceptance = await tom.tasks.get({ taskId: handedOver!.taskId });
  expect(acceptance.handOver).toMatchObject({ by: 'Sam Rivers', meeting: { at: new Date(meetingAt).toISOString() } });
  expect(acceptance.notes.map(({ text }) => text)).toEqual(['Their gate two is closed until May.']);
  expect(await opens(story, mailbox(story, 'tom').at(-1)!.links['task']!)).toContain('meeting.ics');

  // Friday. Tom accepts, meets Ann, and reports a deal; its stage moves with the next call.
  await tom.tasks.report({ taskId: handedOver!.taskId, disposition: 'accepted' });
  await story.runFor('1 day');
  const close = { closeAt: new Date(story.now + 40 * DAY).toISOString(), nextStep: 'Send the offer' };
  const [afterMeeting] = (await tom.tasks.list({ of: 'me' })).items;
  await tom.tasks.report({ taskId: afterMeeting!.taskId, disposition: 'opportunity', details: { amount: 48_000, ...close } });
  await story.settle();
  const { items: deals } = await tom.deals.list({ leadId: ann.email });
  expect(deals).toMatchObject([{ amount: 48_000, nextStep: 'Send the offer' }]);
  await tom.deals.update({ dealId: deals[0]!.dealId, stage: 'proposal' });

  // At a fair Sam meets Bob, adds him, and asks that nobody writes to him before he has called.
  const bob = 'bob@quay.example';
  expect(await sam.leads.add({ lead: { email: bob, name: 'Bob Ray' }, source: 'fair', consentBasis: 'optIn' })).toMatchObject({
    created: true,
  });
  await sam.contact.close({ leadId: bob, channel: 'all', reason: 'hold', until: story.now + 3 * DAY });
  expect(await sam.leads.get({ leadId: bob })).toMatchObject({
    owner: { name: 'Sam Rivers' },
    contact: [{ may: false }, { may: false }, {}],
  });
  await expect(
    tom.leads.add({ lead: { email: bob, title: 'Clerk' }, source: 'fair', consentBasis: 'optIn' }),
  ).rejects.toMatchObject({
    data: { code: 'otherLead' },
  });

  // Bob has called: his hold ends, his address was misspelt, and he gets the news in Sam's name and enters the campaign.
  const [hold] = (await sam.suppressions.list({ leadId: bob })).items;
  expect(await sam.contact.open({ id: hold!.id })).toMatchObject({ wasClosed: true });
  const ray = 'bob@new-quay.example';
  expect((await sam.leads.update({ leadId: bob, email: ray })).changes).toEqual([
    { field: 'email', before: bob, after: ray },
    { field: 'company', before: 'quay.example', after: 'new-quay.example' },
  ]);
  expect((await sam.leads.send({ leadId: bob, content: 'news' })).next).toContain('It goes out once');
  const { items: campaigns } = await sam.campaigns.list();
  expect(await sam.campaigns.add({ campaignId: campaigns[0]!.id, leadId: ray })).toMatchObject({ enrolled: 1 });
  await story.settle();

  // Cleo asks, too. Her rep is busy, so the other one takes over, and hears that Dan is the one to talk to: Dan is called next.
  const cleo = await story.lead({ email: 'cleo@lock.example' });
  await cleo.does('demoRequested');
  const helper = (await cleo.holder()) === 'sam' ? 'sue' : 'sam';
  const helps = story.asRep(helper);
  const ofCleo = (await helps.leads.get({ leadId: cleo.email })).tasks[0]!.taskId;
  await helps.tasks.claim({ taskId: ofCleo });
  await story.settle();
  expect(await cleo.holder()).toBe(helper);
  await helps.tasks.report({
    taskId: ofCleo,
    disposition: 'wrongContact',
    details: { correction: { firstName: 'Dan', email: 'dan@lock.example' } },
  });
  await story.settle();
  expect((await helps.tasks.list({ of: 'me' })).items.map(({ lead }) => lead.email)).toContain('dan@lock.example');

  // Monday. What Ann did and what was done for her is one readable story.
  await story.runFor('3 days');
  const told = (await sam.leads.story({ leadId: ann.email })).map(({ text }) => text);
  for (const line of [
    /^asked for a demo/,
    /"No answer"/,
    /Does it work with SAP/,
    /gate two/,
    /Sam Rivers reported "Qualified"/,
    /48.?000/,
  ])
    expect(told).toContainEqual(expect.stringMatching(line));
  expect(await sam.leads.find({ text: 'quay' })).toMatchObject([{ email: ray }]);
});
