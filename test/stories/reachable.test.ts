import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { bounces, complains, writesBack } from '../support/mail-to-us.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type RepName, type Story } from '../support/story.ts';
import { sheetsOf } from '../support/sheets.ts';

const tail = async (ann: Person, n: number): Promise<string[]> => (await ann.diary()).slice(-n);

async function tasksOf(story: Story, ...reps: RepName[]): Promise<string[]> {
  const queues = await Promise.all(reps.map((rep) => sheetsOf(story.asRep(rep))));
  return queues.flat().map(({ kind, why }) => `${kind}: ${why.text}`);
}

test('a lead who unsubscribes in nurture is left alone', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.unsubscribes();
  await story.runFor('30 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      "  1 stage inquiry → archived (unsubscribed)",
      "  1 ended educate → archived (unsubscribed)",
    ]
  `);
  expect(ann.mails).toHaveLength(1);
});

test('unsubscribing twice is unsubscribing', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.unsubscribes();
  await ann.unsubscribes();
  expect(await ann.stage()).toBe('archived');
});

test('a lead who unsubscribes during a rest is left alone', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await ann.gets('question');
  await ann.answers('question', 'later');
  await story.runFor('3 days');
  await ann.unsubscribes();
  expect(await tail(ann, 4)).toMatchInlineSnapshot(`
    [
      " 10 mailed question",
      " 10 rested reEngage → connect",
      " 13 stage inquiry → archived (unsubscribed)",
      " 13 ended connect → archived (unsubscribed)",
    ]
  `);
});

test('an opt-out closes a channel, not a deal', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await ann.unsubscribes();
  await ann.isReported(rep, 'accepted');
  await ann.isReported(rep, 'opportunity', { amount: 5_000, closeAt: story.now + DAY, nextStep: 'Call' });
  await story.runFor('10 days');
  await ann.isReported(rep, 'won', { learned: 'x' });
  expect(await ann.stage()).toBe('customer');
  expect(await ann.got()).toEqual(['guide']);
});

test('a lead who opted out while sales had it is not nurtured when it comes back', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'accepted');
  await ann.unsubscribes();
  await ann.isReported(rep, 'recycled', { recycleReason: 'budget' });
  expect(await tail(ann, 4)).toMatchInlineSnapshot(`
    [
      "  0 rested sales → connect",
      "  0 stage recycled → archived (unsubscribed)",
      "  0 ended connect → archived (unsubscribed)",
      "  0 mailed introduction",
    ]
  `);
});

test('an address that does not exist ends nurture; a full mailbox does not', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const bob = await story.lead({ email: 'bob@dock.example', company: 'Dock' });
  await story.runFor('1 day');
  await bounces(story, ann, '5.1.1');
  await bounces(story, bob, '5.2.2');
  expect(await tail(ann, 2)).toMatchInlineSnapshot(`
    [
      "  1 stage inquiry → archived (bounced)",
      "  1 ended educate → archived (bounced)",
    ]
  `);
  expect(await bob.track()).toBe('educate');
});

test('a complaint of spam ends nurture at once', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await complains(story, ann);
  expect(await tail(ann, 1)).toMatchInlineSnapshot(`
    [
      "  1 ended educate → archived (complained)",
    ]
  `);
});

test('a lead who replies "stop" is left alone', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'Please stop writing to me.');
  expect(await tail(ann, 1)).toMatchInlineSnapshot(`
    [
      "  1 ended educate → archived (unsubscribed)",
    ]
  `);
});

test.each([
  ['asks something', 'How long does it take?'],
  ['says what no rule understands', 'The blue one, as Peter said.'],
])('a lead who %s is answered by a person, and the track continues', async (_, text) => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, text);
  expect(await tasksOf(story, 'sam', 'sue')).toEqual([expect.stringMatching(/^reply: reply: (question|unclear); /)]);
  expect(await ann.track()).toBe('educate');
});

test('a lead who wants to talk gets an answer from a person, and a call', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'Sounds good, please call me.');
  expect((await tasksOf(story, 'sam', 'sue')).toSorted()).toEqual([
    expect.stringMatching(/^call: replied; /),
    expect.stringMatching(/^reply: reply: interested; /),
  ]);
  expect(await ann.track()).toBe('qualify');
});

test('a reply to a salesperson is theirs to answer', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'accepted');
  await writesBack(story, ann, 'Can you send the contract?');
  expect((await tasksOf(story, rep)).toSorted()).toMatchInlineSnapshot(`
    [
      "opportunity: asked for a demo; it was their turn",
      "reply: reply: question; knows the lead",
    ]
  `);
});

test('an automatic reply does not count', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'I am away until Monday. Any questions?', { 'Auto-Submitted': 'auto-replied' });
  expect(await tasksOf(story, 'sam', 'sue')).toEqual([]);
});

test('the same email twice is one reply', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'How long does it take?', { 'Message-ID': '<1@their.example>' });
  await writesBack(story, ann, 'How long does it take?', { 'Message-ID': '<1@their.example>' });
  expect(await tasksOf(story, 'sam', 'sue')).toHaveLength(1);
});

test('a reply to the offer is also its reaction', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('downloaded');
  await ann.gets('customer-story');
  await ann.does('attended');
  await ann.gets('trial');
  await writesBack(story, ann, 'Who would help us?');
  expect(await ann.track()).toBe('connect');
});

test('a rep who holds a lead until a date stops its emails until then', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const until = story.now + 25 * DAY;
  await story.as('marketer').contact.close({ leadId: ann.id, channel: 'email', reason: 'hold', until });
  await story.settle();
  await ann.gets('checklist');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      " 27 persona champion → decision-maker",
      " 27 entered educate",
      " 27 mailed checklist",
    ]
  `);
});

test('emails go out on working days between nine and five, in the lead’s zone, and two days apart', async () => {
  await using story = await beginStory({ start: Date.parse('2026-03-13T22:00:00Z') });
  const ann = await story.lead({ country: 'US', region: 'North America', state: 'CA', persona: 'user', seniority: 'staff' });
  await story.runFor('30 days');
  const local = story.mail
    .to(ann.email)
    .map(({ date }) => new Date(date).toLocaleString('en-GB', { timeZone: 'America/Los_Angeles' }));
  expect(local).toMatchInlineSnapshot(`
    [
      "13/03/2026, 15:00:00",
      "18/03/2026, 15:00:00",
      "23/03/2026, 15:00:00",
    ]
  `);
});

test('the next email goes out at once when a rep ends a hold', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const until = story.now + 100 * DAY;
  await story.as('marketer').contact.close({ leadId: ann.id, channel: 'email', reason: 'hold', until });
  await story.runFor('20 days');
  expect(await ann.got()).toEqual(['guide']);
  const [hold] = (await story.as('rep').suppressions.list({ leadId: ann.id })).items;
  await story.as('marketer').contact.open({ id: hold!.id });
  await story.settle();
  await story.runFor('1 day');
  expect(await ann.got()).toEqual(['guide', 'checklist']);
});

test('closing an account ends nurture for everyone there', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const bob = await story.lead({ email: 'bob@pier7.example' });
  const eve = await story.lead({ email: 'eve@dock.example', company: 'Dock' });
  await story.runFor('1 day');
  const { accountId } = await story.db.selectFrom('leads').select('accountId').where('id', '=', ann.id).executeTakeFirstOrThrow();
  await story.as('marketer').contact.close({ accountId: accountId!, reason: 'excludedAccount' });
  await story.settle();
  await story.runFor('1 day');
  expect(await Promise.all([ann, bob, eve].map((one) => one.stage()))).toEqual(['archived', 'archived', 'inquiry']);
});

test('while all sending is stopped, no lead gets email and no lead is dropped', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  const { id } = await story.as('marketer').contact.close({ everybody: true, reason: 'stopped' });
  await story.runFor('20 days');
  expect(await ann.got()).toEqual(['guide']);
  await story.as('marketer').contact.open({ id });
  await story.settle();
  await story.runFor('1 day');
  expect(await ann.got()).toEqual(['guide', 'checklist']);
});
