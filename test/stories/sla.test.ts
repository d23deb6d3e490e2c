import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type Story, type StoryOptions } from '../support/story.ts';
import { guide } from '../support/guide.ts';

/** Fit and interest made them MQL: the usual clock. */
async function mql(story: Story): Promise<Person> {
  const ann = await story.lead();
  await ann.does('attended');
  await ann.does('attended');
  await ann.does('trialStarted');
  expect(await ann.stage()).toBe('mql');
  return ann;
}

/** A director who asked for a demo on Tuesday at eleven, and a salesperson who does nothing. */
async function handedOver(story: Story): Promise<Person> {
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  return ann;
}

async function fastTrack(options: StoryOptions = {}) {
  const story = await beginStory(options);
  const ann = await story.lead();
  await ann.does('demoRequested');
  return { story, ann };
}

async function sinceMql(ann: Person): Promise<string[]> {
  const diary = await ann.diary();
  return diary.slice(diary.findIndex((line) => line.includes('→ mql')) + 1);
}

test('an MQL that no rep calls: reminder, manager, another rep, the decision, and back to nurture', async () => {
  await using story = await beginStory();
  const ann = await mql(story);
  await story.runFor('9 days');
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Tue 15:00 firstAttempt remind sam",
      "Wed 11:00 firstAttempt alertManager sam",
      "Wed 15:00 firstAttempt reassign sue",
      "Thu 11:00 firstAttempt decide sue",
      "Tue 11:00 managerDecision recycle sue",
    ]
  `);
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  7 stage mql → recycled (salesDidNotAct)",
      "  7 rested qualify → connect",
      "  8 entered connect",
      "  8 mailed customer-story",
    ]
  `);
});

test('the call to a lead who asked for a demo is due in minutes', async () => {
  const { story, ann } = await fastTrack();
  await using _ = story;
  await story.runFor('1 day');
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Tue 11:15 fastTrack remind sam",
      "Tue 11:30 fastTrack alertManager sam",
      "Tue 12:00 fastTrack reassign sue",
      "Tue 13:00 fastTrack decide sue",
    ]
  `);
});

test('no rep is late at night', async () => {
  await using story = await beginStory({ start: Date.parse('2026-03-10T17:30:00Z') });
  const ann = await story.lead();
  await ann.does('demoRequested');
  await story.runFor('15 hours');
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Wed 09:15 fastTrack remind sam",
      "Wed 09:30 fastTrack alertManager sam",
    ]
  `);
});

test('a salesperson accepts within a day, or another gets the lead', async () => {
  await using story = await beginStory();
  const ann = await handedOver(story);
  await story.runFor('8 days');
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Tue 15:00 acceptance remind tom",
      "Wed 11:00 acceptance alertManager tom",
      "Thu 11:00 acceptance reassign tia",
      "Fri 11:00 acceptance decide tia",
      "Wed 11:00 managerDecision recycle tia",
    ]
  `);
});

test('the salesperson has the full time, however long the SDR took', async () => {
  await using story = await beginStory();
  const ann = await mql(story);
  await ann.isReported((await ann.holder())!, 'noAnswer');
  await story.runFor('6 days');
  await ann.isReported((await ann.holder())!, 'qualified', { guide, meetingAt: story.now + HOUR });
  await story.runFor('1 hour');
  expect((await ann.ladder()).filter((rung) => rung.includes('acceptance'))).toEqual([]);
});

test('a call that nobody takes stops the clock of the first attempt, and starts that of the next one', async () => {
  await using story = await beginStory();
  const ann = await mql(story);
  await story.runFor('5 hours');
  await ann.isReported((await ann.holder())!, 'voicemail');
  await story.runFor('3 days');
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Tue 15:00 firstAttempt remind sam",
      "Wed 13:00 nextAttempt remind sam",
      "Thu 09:00 nextAttempt alertManager sam",
      "Thu 13:00 nextAttempt reassign sue",
    ]
  `);
});

test('the time for all attempts begins anew with a call-back that was agreed', async () => {
  await using story = await beginStory();
  const ann = await mql(story);
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'callBack', { at: new Date(story.now + 20 * DAY).toISOString() });
  await story.runFor('20 days');
  await ann.isReported(rep, 'noAnswer');
  expect(await ann.stage()).toBe('mql');
  await story.runFor('1 day');
  await ann.isReported(rep, 'noAnswer');
  await story.runFor('12 days');
  expect(await ann.stage()).toBe('mql');
  await story.runFor('2 days');
  expect(await ann.stage()).toBe('recycled');
});

test('a reassignment does not stop the clock', async () => {
  const { story, ann } = await fastTrack();
  await using _ = story;
  const first = await ann.holder();
  await story.engine.runFor(61 * MINUTE);
  expect(await ann.holder()).not.toBe(first);
  await story.engine.runFor(HOUR);
  expect((await ann.ladder()).at(-1)).toMatchInlineSnapshot(`"Tue 13:00 fastTrack decide sue"`);
});

test('a manager who keeps the rep gives them the time again', async () => {
  const { story, ann } = await fastTrack();
  await using _ = story;
  await story.runFor('3 hours');
  const rep = await ann.holder();
  await ann.isDecided('mia', 'keep');
  expect(await ann.holder()).toBe(rep);
  await story.engine.runFor(40 * MINUTE);
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Tue 11:15 fastTrack remind sam",
      "Tue 11:30 fastTrack alertManager sam",
      "Tue 12:00 fastTrack reassign sue",
      "Tue 13:00 fastTrack decide sue",
      "Tue 14:15 fastTrack remind sue",
      "Tue 14:30 fastTrack alertManager sue",
    ]
  `);
});

test.each(['keep', 'reassign'] as const)(
  'after the manager’s decision (%s), a call-back is due at the agreed time',
  async (decision) => {
    const { story, ann } = await fastTrack();
    await using _ = story;
    await story.runFor('3 hours');
    const former = await ann.holder();
    const rep = decision === 'keep' ? former! : former === 'sam' ? 'sue' : 'sam';
    await ann.isDecided('mia', decision, decision === 'keep' ? undefined : rep);
    const at = '2026-03-13T09:00:00.000Z';
    await ann.isReported(rep, 'callBack', { at: Date.parse(at) });
    expect((await story.asRep(rep).tasks.list({ of: 'me' })).items).toMatchObject([{ dueAt: at, sla: 'An agreed call-back' }]);
  },
);

test('a manager can give the task to any rep', async () => {
  const { story, ann } = await fastTrack();
  await using _ = story;
  await story.runFor('3 hours');
  const to = (await ann.holder()) === 'sam' ? 'sue' : 'sam';
  await ann.isDecided('mia', 'reassign', to);
  expect(await ann.holder()).toBe(to);
  await ann.isReported(to, 'noAnswer');
});

test('a manager can give the lead back to nurture', async () => {
  const { story, ann } = await fastTrack();
  await using _ = story;
  await story.runFor('3 hours');
  await ann.isDecided('mia', 'recycle');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → recycled (salesDidNotAct)",
      "  0 rested qualify → connect",
    ]
  `);
});

test('a manager can decide only after being asked', async () => {
  const { story, ann } = await fastTrack();
  await using _ = story;
  const { taskId } = await ann.task((await ann.holder())!);
  const early = story.asRep('mia').tasks.decide({ id: randomUUID(), taskId, decision: 'recycle' });
  await expect(early).rejects.toThrow('does not wait for a decision');
});

test('a rep who calls at last, while the manager is asked, still has the lead', async () => {
  const { story, ann } = await fastTrack();
  await using _ = story;
  await story.runFor('3 hours');
  await ann.isReported((await ann.holder())!, 'noAnswer');
  await story.runFor('6 days');
  expect(await ann.track()).toBe('qualify');
  expect((await ann.ladder()).filter((line) => line.includes('recycle'))).toEqual([]);
});

test('a rep who did not act on a lead does not get it again when it comes back', async () => {
  await using story = await beginStory();
  const ann = await mql(story);
  await story.runFor('9 days');
  const last = (await ann.ladder()).at(-1)!.split(' ').at(-1);
  await ann.does('demoRequested');
  expect(await ann.holder()).not.toBe(last);
  expect(await ann.holder()).toBeDefined();
});

test('a lead that sales did not act on comes back with the next act that shows interest', async () => {
  await using story = await beginStory();
  const ann = await mql(story);
  await ann.gets('customer-story');
  await ann.clicks('customer-story', 'pricing');
  await ann.does('downloaded');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  7 stage mql → recycled (salesDidNotAct)",
      "  7 rested qualify → connect",
      "  8 entered connect",
      "  8 mailed customer-story",
      "  8 entered offer",
      "  8 interrupted offer → qualify (downloaded)",
      "  8 entered qualify",
      "  8 stage recycled → mql (mql)",
    ]
  `);
});

test('a team that is only observed has its rungs recorded, and nothing happens', async () => {
  const { story, ann } = await fastTrack({ slaMode: 'observe' });
  await using _ = story;
  const rep = await ann.holder();
  await story.runFor('20 days');
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Tue 11:15 fastTrack remind sam (observed)",
      "Tue 11:30 fastTrack alertManager sam (observed)",
      "Tue 12:00 fastTrack reassign sam (observed)",
      "Tue 13:00 fastTrack decide sam (observed)",
    ]
  `);
  expect(await ann.holder()).toBe(rep);
  expect(await ann.track()).toBe('qualify');
  await ann.isReported(rep!, 'noAnswer');
});

test('twenty working days without an opportunity give the lead back', async () => {
  await using story = await beginStory();
  const ann = await handedOver(story);
  await ann.isReported((await ann.holder())!, 'accepted');
  await story.runFor('30 days');
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Tue 11:00 opportunity remind tom",
      "Tue 11:00 opportunity recycle tom",
    ]
  `);
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → sal (accepted)",
      "  0 mailed introduction",
      "  7 mailed news",
      " 21 mailed open-day",
      " 27 stage sal → recycled (noOpportunity)",
      " 27 rested sales → connect",
    ]
  `);
});

test('an opportunity that has not moved for twenty-five working days is flagged, and stays with its owner', async () => {
  await using story = await beginStory();
  const ann = await handedOver(story);
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'accepted');
  await ann.isReported(rep, 'opportunity', { amount: 9_000, closeAt: story.now + 1, nextStep: 'Call again' });
  await story.runFor('36 days');
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Tue 11:00 opportunityStage remind tom",
      "Tue 11:00 opportunityStage flag tom",
    ]
  `);
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → sal (accepted)",
      "  0 stage sal → opportunity (reported by the salesperson)",
      "  0 mailed introduction",
      "  7 mailed news",
      " 21 mailed open-day",
    ]
  `);
  expect(await ann.holder()).toBe(rep);
  const [deal] = await story.db.selectFrom('opportunities').selectAll().execute();
  expect(deal).toMatchObject({ result: null, closedAt: null });
});

test('a call that no rep can take waits for one, and the manager is told', async () => {
  await using story = await beginStory();
  await story.db.updateTable('reps').set({ active: false }).where('role', '=', 'sdr').execute();
  const ann = await story.lead();
  await ann.does('demoRequested');
  expect(await ann.holder()).toBeUndefined();
  await story.runFor('1 hour');
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Tue 11:15 fastTrack remind",
      "Tue 11:30 fastTrack alertManager",
      "Tue 12:00 fastTrack reassign",
    ]
  `);
  await ann.isClaimed('mia');
  await ann.isReported('mia', 'noAnswer');
});
