import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type RepName, type Story } from '../support/story.ts';
import { guide } from '../support/guide.ts';
import { sheetsOf } from '../support/sheets.ts';

async function closes(
  story: Story,
  ann: Person,
  channel: 'phone' | 'email' | 'all',
  reason: 'doNotContact' | 'legal' = 'doNotContact',
) {
  await story.as('marketer').contact.close({ leadId: ann.id, channel, reason });
  await story.settle();
}

async function queueOf(story: Story, rep: RepName) {
  const queue = await sheetsOf(story.asRep(rep));
  return queue.map(({ kind, contact, mayReport }) => ({
    kind,
    contact: Object.fromEntries(
      contact.map(({ channel, may, because, text, until }) => [channel, { may, because, text, until }]),
    ),
    mayReport: mayReport.map(({ disposition }) => disposition),
  }));
}

const byEmail = [
  'notInterested',
  'qualified',
  'notReady',
  'disqualified',
  'noReply',
  'wrongContact',
  'leftCompany',
  'doNotContact',
  'existingDeal',
];
const open = { may: true, text: 'open' };
const phone = { may: false, because: 'doNotContact', text: 'Asked not to be contacted' };

test('a lead whose phone is closed gets an email from the rep, and no call', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await closes(story, ann, 'phone');
  await ann.does('demoRequested');
  const sdr = (await ann.holder())!;
  expect(await queueOf(story, sdr)).toEqual([{ kind: 'email', contact: { email: open, phone, sms: phone }, mayReport: byEmail }]);
  await ann.isReported(sdr, 'noReply');
  await ann.isReported(sdr, 'qualified', { guide, meetingAt: story.now + 2 * DAY });
  expect(await ann.track()).toBe('sales');
  // "We tried to call you" would not be true.
  expect(await ann.got()).not.toContain('missed-call');
});

test('a call that is open when the phone closes becomes an email, and says so', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const sdr = (await ann.holder())!;
  const [before] = await queueOf(story, sdr);
  expect([before!.kind, before!.contact['phone']!.may, before!.mayReport.includes('noAnswer')]).toEqual(['call', true, true]);
  const { taskId } = await ann.task(sdr);
  await closes(story, ann, 'phone');
  expect(await queueOf(story, sdr)).toEqual([{ kind: 'email', contact: { email: open, phone, sms: phone }, mayReport: byEmail }]);
  for (const disposition of ['noAnswer', 'voicemail'] as const)
    await expect(story.asRep(sdr).tasks.report({ id: randomUUID(), taskId, disposition, details: {} })).rejects.toMatchObject({
      code: 'CONFLICT',
      message:
        'Phone is closed for this lead: Asked not to be contacted. Reload your tasks, and choose one of the dispositions that the task lists.',
      data: { code: 'channelClosed', value: 'phone' },
    });
  await ann.isReported(sdr, 'disqualified', { reason: 'Too small' });
  expect(await ann.stage()).toBe('disqualified');
});

test('the task is a call again when the phone opens', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const sdr = (await ann.holder())!;
  const { accountId } = await story.db.selectFrom('leads').select('accountId').where('id', '=', ann.id).executeTakeFirstOrThrow();
  const whom = { accountId: accountId! };
  const { id } = await story.as('marketer').contact.close({ ...whom, reason: 'excludedAccount', channel: 'phone' });
  await story.settle();
  expect((await queueOf(story, sdr))[0]?.kind).toBe('email');
  await story.as('marketer').contact.open({ id });
  await story.settle();
  expect((await queueOf(story, sdr))[0]?.kind).toBe('call');
});

test('emails without a reply end like failed calls', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await closes(story, ann, 'phone');
  await ann.does('demoRequested');
  const sdr = (await ann.holder())!;
  for (let attempt = 1; attempt <= 8; attempt++) {
    await ann.isReported(sdr, 'noReply');
    await story.runFor('1 day');
  }
  expect(await ann.stage()).toBe('recycled');
});

test('when every channel closes, the open call is void and the lead is left alone', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const sdr = (await ann.holder())!;
  await closes(story, ann, 'all', 'legal');
  expect(await queueOf(story, sdr)).toEqual([]);
  expect(await ann.stage()).toBe('archived');
  expect((await ann.journal()).at(-1)).toBe('ended qualify → archived (legal)');
});

test('no rep is asked to reach a lead if every channel is closed', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'manager' });
  const sales = await story.lead({ email: 'bob@dock.example', company: 'Dock', seniority: 'director' });
  await sales.does('demoRequested');
  const tom = (await sales.holder())!;
  await closes(story, sales, 'phone');
  // The deal goes on, and the salesperson sees what is closed.
  expect((await queueOf(story, tom))[0]).toMatchObject({ kind: 'acceptance', contact: { phone } });
  await closes(story, sales, 'email');
  expect(await sales.track()).toBe('sales');
  await closes(story, ann, 'phone');
  const email = { leadId: ann.id, channel: 'email', reason: 'unsubscribed' } as const;
  await story.as('marketer').contact.close(email);
  await ann.does('demoRequested');
  const open = await story.db.selectFrom('tasks').select('kind').where('leadId', '=', ann.id).execute();
  expect(open).toEqual([]);
  expect(await ann.stage()).toBe('archived');
});

test('a phone that a rep holds until a date opens on its own', async () => {
  await using story = await beginStory({ slaMode: 'observe' });
  const ann = await story.lead();
  await ann.does('demoRequested');
  const sdr = (await ann.holder())!;
  const until = story.now + 2 * DAY;
  await story.asRep(sdr).contact.close({ leadId: ann.id, channel: 'phone', reason: 'hold', until });
  const [held] = await queueOf(story, sdr);
  expect(held).toMatchObject({
    kind: 'call',
    contact: { phone: { may: false, because: 'hold', until: new Date(until).toISOString(), text: 'Held by a rep' } },
  });
  expect(held!.mayReport).not.toContain('noAnswer');
  await story.runFor('2 days');
  expect((await queueOf(story, sdr))[0]?.mayReport).toContain('noAnswer');
});
