import { expect, test } from 'vitest';
import { applyJournal } from '../../db/journal.ts';
import type { JournalLine } from '../../db/journal.ts';
import { lowerInterest, scoreEngagement } from '../../db/scores.ts';
import type { Db } from '../../db/database.ts';
import { DAY } from '../../domain/duration.ts';
import { thresholds } from '../../domain/threshold.ts';
import { NOON, addLead, leadOf, world } from './world.ts';

const line = (n: number, kind: string, rest: Partial<JournalLine> = {}): JournalLine => ({
  visit: 1,
  n,
  at: NOON + n,
  kind,
  ...rest,
});

const enrolmentOf = (db: Db, id: string) =>
  db
    .selectFrom('enrolments')
    .select(['state', 'track', 'visit', 'endedAs', 'reason'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

test('an enrolment stands in the track that the lead entered last', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await w.record({
    ...ref,
    journal: [line(0, 'entered', { to: 'gate' }), line(0, 'entered', { visit: 2, to: 'educate' })] as never,
  });
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ state: 'running', track: 'educate', visit: 2 });
});

test('a journal that comes again changes nothing, even when the lead has moved on since', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  const first = { ...ref, journal: [line(0, 'entered', { to: 'educate' }), line(1, 'stage', { from: 'inquiry', to: 'mql' })] };
  await applyJournal(w.db, first);
  await applyJournal(w.db, { ...ref, journal: [line(2, 'stage', { to: 'sal' }), line(0, 'entered', { visit: 2, to: 'sales' })] });
  await applyJournal(w.db, first);
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ track: 'sales', visit: 2 });
  expect((await leadOf(w.db, ref.leadId)).stage).toBe('sal');
  const score = await w.db.selectFrom('scores').selectAll().executeTakeFirstOrThrow();
  expect(score).toMatchObject({ mqlCount: 1, firstMqlAt: new Date(NOON + 1) });
  expect(await w.db.selectFrom('transitions').selectAll().execute()).toHaveLength(4);
});

test('the first MQL date is kept, and later ones are counted', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  const moves = ['mql', 'recycled', 'mql'].map((to, n) => line(n, 'stage', { to }));
  await applyJournal(w.db, { ...ref, journal: moves });
  const { firstMqlAt, mqlCount } = await w.db.selectFrom('scores').selectAll().executeTakeFirstOrThrow();
  expect([firstMqlAt, mqlCount]).toEqual([new Date(NOON), 2]);
});

test('a lead that ended has its final stage, a reason and a date', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await applyJournal(w.db, { ...ref, journal: [line(0, 'ended', { to: 'archived', reason: 'stayed silent' })] });
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({
    state: 'ended',
    endedAs: 'archived',
    reason: 'stayed silent',
  });
  expect((await leadOf(w.db, ref.leadId)).stage).toBe('archived');
});

test('a move that the funnel does not know is made, and warned of', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await w.record({ ...ref, journal: [line(0, 'stage', { to: 'customer' })] as never });
  expect((await leadOf(w.db, ref.leadId)).stage).toBe('customer');
  expect(w.warnings).toMatchObject([{ from: 'inquiry', to: 'customer', leadId: ref.leadId }]);
});

test('a parked lead gives operations one task, which is done when the lead goes on', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  const parked = { ...ref, journal: [line(0, 'parked', { reason: 'TEAM_UNKNOWN' })] };
  await applyJournal(w.db, parked);
  await applyJournal(w.db, parked);
  const tasks = () => w.db.selectFrom('tasks').selectAll().execute();
  expect(await tasks()).toMatchObject([{ kind: 'operations', state: 'open', because: 'TEAM_UNKNOWN', assigneeId: w.manager }]);
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ state: 'parked', reason: 'TEAM_UNKNOWN' });
  await applyJournal(w.db, { ...ref, journal: [line(1, 'resumed')] });
  expect(await tasks()).toMatchObject([{ state: 'done', outcome: 'resumed' }]);
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ state: 'running', reason: null });
});

test('where there is no team at all, a lead is parked without a task', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await w.db.deleteFrom('reps').execute();
  await w.db.deleteFrom('teams').execute();
  await applyJournal(w.db, { ...ref, journal: [line(0, 'parked', { reason: 'TEAM_UNKNOWN' })] });
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ state: 'parked' });
  expect(await w.db.selectFrom('tasks').selectAll().execute()).toEqual([]);
});

test('interest falls below the threshold when sales gives a lead back, and no further the second time', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  for (const kind of ['trialStarted', 'activated', 'downloaded'] as const)
    await scoreEngagement(w.db, ref.leadId, { kind, at: NOON }, NOON);
  await w.db.updateTable('scores').set({ hot: true }).execute();
  await applyJournal(w.db, { ...ref, journal: [line(0, 'stage', { to: 'recycled' })] });
  const after = await w.db.selectFrom('scores').selectAll().executeTakeFirstOrThrow();
  expect(after.hot).toBe(false);
  expect(after.interest).toBeCloseTo(thresholds.interest.lower - 1);
  await lowerInterest(w.db, ref.leadId, NOON + DAY);
  const later = await w.db.selectFrom('scores').selectAll().executeTakeFirstOrThrow();
  expect(later.interest).toBeLessThan(after.interest);
  expect(later.interest).toBeGreaterThan(after.interest * 0.97);
});

test('an empty journal asks nothing of the database', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await w.db.destroy();
  await expect(w.record(ref)).resolves.toBeUndefined();
});
