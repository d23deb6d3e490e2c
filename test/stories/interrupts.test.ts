import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { confirms } from '../support/confirms.ts';
import { beginStory, type Story } from '../support/story.ts';
import type { Person } from '../support/person.ts';
import { sheetsOf } from '../support/sheets.ts';

/** Interest 55 of 100, by two different acts. */
async function becomesHot(ann: Person): Promise<void> {
  await ann.does('attended');
  await ann.does('attended');
  await ann.does('trialStarted');
}

/** Somebody whom an SDR found interested, and who is to hear of customers again in 60 days. */
async function sentBack(story: Story): Promise<Person> {
  const ann = await story.lead();
  await ann.does('demoRequested');
  const until = story.now + 60 * DAY;
  await ann.isReported((await ann.holder())!, 'notReady', { reason: 'After the audit', at: until, track: 'connect' });
  return ann;
}

async function slaOf(story: Story, ann: Person) {
  const [task] = await sheetsOf(story.asRep((await ann.holder())!));
  return task!.clock!.sla;
}

test('an SDR gets a lead who asks for a demo at once, on the fast clock', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.does('demoRequested');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      "  1 interrupted educate → qualify (demoRequested)",
      "  1 entered qualify",
      "  1 stage inquiry → mql (demoRequested)",
    ]
  `);
  expect(await slaOf(story, ann)).toBe('fastTrack');
});

test('a lead who fills in the contact form is called too', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email: ann.email, message: 'Please call me' });
  const { statusCode } = await story.request('http://localhost/f/contact', { method: 'POST', headers, body });
  expect(statusCode).toBe(202);
  expect(await ann.holder()).toBeUndefined();
  await confirms(story, ann.email);
  expect(await slaOf(story, ann)).toBe('fastTrack');
});

test('a director who asks for a demo goes straight to a salesperson', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      "  0 interrupted educate → sales (demoRequested)",
      "  0 entered sales",
      "  0 stage inquiry → mql (demoRequested)",
    ]
  `);
  expect(await slaOf(story, ann)).toBe('acceptance');
});

test('a lead who activates the trial gets tips for it, while an SDR calls', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('3 days');
  await ann.does('activated');
  await story.runFor('1 day');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      "  3 interrupted educate → qualify (activated)",
      "  3 entered qualify",
      "  3 stage inquiry → mql (activated)",
      "  3 mailed first-steps",
    ]
  `);
});

test('a lead who fits and whose interest rises becomes MQL by both, on the usual clock', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await becomesHot(ann);
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      "  1 interrupted educate → qualify (trialStarted)",
      "  1 entered qualify",
      "  1 stage inquiry → mql (mql)",
    ]
  `);
  expect(await slaOf(story, ann)).toBe('firstAttempt');
});

test('interest alone makes no lead MQL, but a lead who asks for a demo is called', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ industry: 'mining', seniority: 'staff' });
  await becomesHot(ann);
  expect(await ann.stage()).toBe('inquiry');
  await ann.does('demoRequested');
  expect(await ann.stage()).toBe('mql');
});

test('one kind of act, however often, makes no lead MQL', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  for (let n = 0; n < 6; n++) await ann.does('attended');
  expect(await ann.stage()).toBe('inquiry');
});

test('a rest ends when the lead becomes ready for sales', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await ann.gets('question');
  await ann.answers('question', 'later');
  await story.runFor('3 days');
  await ann.does('demoRequested');
  expect((await ann.diary()).slice(-4)).toMatchInlineSnapshot(`
    [
      " 10 rested reEngage → connect",
      " 13 interrupted qualify (demoRequested)",
      " 13 entered qualify",
      " 13 stage inquiry → mql (demoRequested)",
    ]
  `);
});

test('the act that ended a rest does not end a later wait', async () => {
  await using story = await beginStory();
  const ann = await sentBack(story);
  await story.as('admin').ops.moveTo({ id: randomUUID(), leadId: ann.id, track: 'offer' });
  await story.runFor('3 days');
  expect(await ann.got()).toContain('trial');
});

test('a lead who was sent back with a date does not come back before it by its score', async () => {
  await using story = await beginStory();
  const ann = await sentBack(story);
  await story.runFor('20 days');
  await becomesHot(ann);
  await ann.gets('customer-story');
  expect((await ann.diary()).slice(-3)).toMatchInlineSnapshot(`
    [
      " 20 noted (ready for sales, but stays in nurture: trialStarted)",
      " 60 entered connect",
      " 61 mailed customer-story",
    ]
  `);
});

test('a lead who is still hot when its date comes stays where the rep sent it', async () => {
  await using story = await beginStory();
  const ann = await sentBack(story);
  await story.runFor('55 days');
  await becomesHot(ann);
  await story.runFor('10 days');
  await ann.does('attended');
  expect((await ann.diary()).slice(-3)).toMatchInlineSnapshot(`
    [
      " 60 entered connect",
      " 61 mailed customer-story",
      " 65 entered offer",
    ]
  `);
});

test('interest from before the call no longer counts: it must be earned again', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await becomesHot(ann);
  const at = story.now + 5 * DAY;
  await ann.isReported((await ann.holder())!, 'notReady', { reason: 'Busy', at, track: 'connect' });
  await story.runFor('6 days');
  await ann.does('downloaded');
  expect(await ann.stage()).toBe('recycled');
  await ann.does('attended');
  expect(await ann.stage()).toBe('mql');
});

test('a lead who asks for a demo is not held, whatever date a rep named', async () => {
  await using story = await beginStory();
  const ann = await sentBack(story);
  await story.runFor('20 days');
  await ann.does('demoRequested');
  expect((await ann.diary()).slice(-4)).toMatchInlineSnapshot(`
    [
      "  0 rested qualify → connect",
      " 20 interrupted qualify (demoRequested)",
      " 20 entered qualify",
      " 20 stage recycled → mql (demoRequested)",
    ]
  `);
});

test('nothing takes a lead out of sales: an interrupt becomes a note', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  const rep = await ann.holder();
  await ann.does('demoRequested');
  await ann.does('activated');
  await story.runFor('1 hour');
  expect(await ann.holder()).toBe(rep);
  await ann.isReported(rep!, 'accepted');
  expect((await ann.diary()).slice(4)).toMatchInlineSnapshot(`
    [
      "  0 entered sales",
      "  0 stage inquiry → mql (demoRequested)",
      "  0 noted (ready for sales again: demoRequested)",
      "  0 noted (ready for sales again: activated)",
      "  0 stage mql → sal (accepted)",
      "  0 mailed introduction",
    ]
  `);
});

test('two reasons in one moment send a lead to sales once', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('attended');
  await ann.does('attended');
  // Both stand in the outbox before the lead hears of one.
  for (const kind of ['trialStarted', 'demoRequested'] as const) {
    const engagement = { id: randomUUID(), kind };
    await story.as('intake').leads.add({ lead: { email: ann.email }, source: 'story', consentBasis: 'none', engagement });
  }
  await story.settle();
  await story.runFor('1 hour');
  expect((await ann.diary()).slice(3)).toMatchInlineSnapshot(`
    [
      "  0 interrupted educate → qualify (trialStarted)",
      "  0 entered qualify",
      "  0 noted (ready for sales again: demoRequested)",
      "  0 stage inquiry → mql (mql)",
    ]
  `);
});
