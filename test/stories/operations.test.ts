import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';
import { sheetsOf } from '../support/sheets.ts';

const ops = (story: Story) => story.as('admin').ops;

async function moveTo(story: Story, ann: Person, track: string): Promise<void> {
  await ops(story).moveTo({ id: randomUUID(), leadId: ann.id, track });
  await story.settle();
}

async function retry(story: Story, ann: Person): Promise<void> {
  await ops(story).retry({ id: randomUUID(), leadId: ann.id });
  await story.settle();
}

const rename = (story: Story, from: string, to: string) =>
  story.db.updateTable('teams').set({ slug: to }).where('slug', '=', from).execute();

test('an operator moves a lead to another track', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await moveTo(story, ann, 'offer');
  await story.runFor('3 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      "  1 interrupted educate → offer (moved by an operator)",
      "  1 entered offer",
      "  2 mailed trial",
    ]
  `);
});

test('moving a lead out of sales voids the task', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await moveTo(story, ann, 'connect');
  expect(await ann.holder()).toBeUndefined();
  expect(await sheetsOf(story.asRep(rep))).toEqual([]);
  expect((await ann.diary()).slice(3)).toMatchInlineSnapshot(`
    [
      "  0 interrupted educate → qualify (demoRequested)",
      "  0 entered qualify",
      "  0 stage inquiry → mql (demoRequested)",
      "  0 interrupted qualify → connect (moved by an operator)",
      "  0 stage mql → recycled (moved by an operator)",
      "  0 entered connect",
    ]
  `);
});

test('a lead is moved only to a track that the program has', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await expect(moveTo(story, ann, 'nirvana')).rejects.toThrow('The program has no such track');
  await expect(retry(story, ann)).rejects.toThrow('This lead is not parked');
});

test('the same order twice moves a lead once', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const order = { id: randomUUID(), leadId: ann.id, track: 'offer' };
  expect(await ops(story).moveTo(order)).toEqual(await ops(story).moveTo(order));
  await story.settle();
  expect((await ann.journal()).filter((line) => line.startsWith('interrupted'))).toHaveLength(1);
});

test('a lead whose program fails is parked and listed, and continues after an operator has fixed it', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await rename(story, 'sdr-team', 'elsewhere');
  await ann.does('demoRequested');
  expect((await ops(story).parked()).items).toMatchObject([
    { leadId: ann.id, reason: 'TEAM_UNKNOWN at step 1, task call sdr-team' },
  ]);
  await story.runFor('2 days');
  await rename(story, 'elsewhere', 'sdr-team');
  await retry(story, ann);
  expect((await ops(story).parked()).items).toEqual([]);
  expect(await ann.holder()).toBeDefined();
  expect((await ann.diary()).slice(3)).toMatchInlineSnapshot(`
    [
      "  0 interrupted educate → qualify (demoRequested)",
      "  0 entered qualify",
      "  0 stage inquiry → mql (demoRequested)",
      "  0 parked qualify → (TEAM_UNKNOWN at step 1, task call sdr-team)",
      "  2 resumed qualify (retry)",
    ]
  `);
});

test('a lead that is parked again after a retry says so again', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await rename(story, 'sdr-team', 'elsewhere');
  await ann.does('demoRequested');
  await retry(story, ann);
  expect((await ann.journal()).slice(4)).toMatchInlineSnapshot(`
    [
      "stage inquiry → mql (demoRequested)",
      "parked qualify → (TEAM_UNKNOWN at step 1, task call sdr-team)",
      "resumed qualify (retry)",
      "parked qualify → (TEAM_UNKNOWN at step 1, task call sdr-team)",
    ]
  `);
});

test('a parked lead can be moved instead', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await rename(story, 'sdr-team', 'elsewhere');
  await ann.does('demoRequested');
  await moveTo(story, ann, 'connect');
  await story.runFor('3 days');
  expect((await ann.diary()).slice(3)).toMatchInlineSnapshot(`
    [
      "  0 interrupted educate → qualify (demoRequested)",
      "  0 entered qualify",
      "  0 stage inquiry → mql (demoRequested)",
      "  0 parked qualify → (TEAM_UNKNOWN at step 1, task call sdr-team)",
      "  0 resumed connect (moveTo)",
      "  0 stage mql → recycled (moved by an operator)",
      "  0 entered connect",
      "  2 mailed customer-story",
    ]
  `);
});

test('what a parked lead does is noted, and it continues where it was', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await rename(story, 'sdr-team', 'elsewhere');
  await ann.does('demoRequested');
  await ann.does('activated');
  await ann.unsubscribes();
  await rename(story, 'elsewhere', 'sdr-team');
  await retry(story, ann);
  expect((await ann.journal()).slice(4)).toMatchInlineSnapshot(`
    [
      "stage inquiry → mql (demoRequested)",
      "parked qualify → (TEAM_UNKNOWN at step 1, task call sdr-team)",
      "noted (ready for sales again: activated)",
      "resumed qualify (retry)",
    ]
  `);
});

test('a report that cannot be written parks the lead; the rep is told to retry, and then it is applied', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const by = story.reps[(await ann.holder())!];
  const { taskId } = await ann.task((await ann.holder())!);
  const report = { id: randomUUID(), taskId, by, disposition: 'noAnswer', at: story.now };
  const tell = () => story.engine.update(ann.workflowId, 'reportOutcome', { args: [report] });
  // Operations' task about the lead is in the other table.
  await sql`alter table assignments drop constraint assignments_task_id_fkey`.execute(story.db);
  await sql`alter table tasks rename to lost`.execute(story.db);
  await sql`create table tasks (like lost including all)`.execute(story.db);
  const told = tell().catch((error: unknown) => error);
  await story.engine.runFor(0);
  await sql`drop table tasks`.execute(story.db);
  await sql`alter table lost rename to tasks`.execute(story.db);
  expect((await ops(story).parked()).items).toMatchObject([{ reason: 'TASK_UNKNOWN at step 2, beside welcome' }]);
  await expect(tell()).rejects.toMatchObject({ cause: { type: 'NotReady' } });
  await retry(story, ann);
  expect(await told).toMatchObject({ cause: { type: 'NotReady' } });
  expect(await tell()).toEqual({ id: report.id, next: 'noAnswer' });
});

test('an enrolment that is delivered twice enrols once', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.db.updateTable('outbox').set({ state: 'waiting' }).where('leadId', '=', ann.id).execute();
  await story.relay();
  await story.runFor('1 day');
  expect(ann.mails).toHaveLength(1);
});

test('an act that is delivered twice counts once', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.clicks('guide', 'guide');
  await story.db.updateTable('outbox').set({ state: 'waiting' }).where('leadId', '=', ann.id).execute();
  await story.relay();
  await story.runFor('3 days');
  expect(await ann.got()).toEqual(['guide', 'customer-story']);
});

test('what a lead does after its end is saved, and starts no workflow', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.unsubscribes();
  await ann.does('downloaded');
  expect(await ann.stage()).toBe('archived');
  const lines = await story.as('marketer').leads.story({ leadId: ann.id });
  expect(lines.map(({ text }) => text)).toContain('downloaded a guide');
});

test('an archived lead who asks for a demo is called, and gets no email', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.unsubscribes();
  await story.runFor('10 days');
  await ann.does('demoRequested');
  await story.runFor('1 hour');
  expect(await ann.holder()).toBeDefined();
  expect((await ann.diary()).slice(3)).toMatchInlineSnapshot(`
    [
      "  1 stage inquiry → archived (unsubscribed)",
      "  1 ended educate → archived (unsubscribed)",
      " 11 entered gate",
      " 11 stage archived → inquiry (comes back)",
      " 11 entered educate",
      " 11 interrupted educate → qualify (demoRequested)",
      " 11 entered qualify",
      " 11 stage inquiry → mql (demoRequested)",
    ]
  `);
  expect(ann.mails).toHaveLength(1);
});

test('an operator who moves a lead that is just leaving is told to retry', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  const demo = { id: randomUUID(), kind: 'demoRequested', at: story.now, ready: 'fastTrack' } as const;
  await story.engine.signal(ann.workflowId, 'engaged', demo);
  await expect(moveTo(story, ann, 'connect')).rejects.toThrow('between two tracks');
  await moveTo(story, ann, 'connect');
  expect(await ann.track()).toBe('connect');
});
