import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { removeAbandoned } from '../../db/leads/journal.ts';
import { applyJournal } from '../../services/leads/journal.ts';
import { enqueue } from '../../db/system/outbox.ts';
import { wallClock } from '../../domain/time/clock.ts';
import type { JournalLine } from '../../db/leads/journal-tables.ts';
import { lowerInterest } from '../../services/engagements/scores.ts';
import type { Db } from '../../db/database.ts';
import { DAY } from '../../domain/time/duration.ts';
import { app } from '../support/app.ts';
import { scoreEngagement } from './score-act.ts';
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

test('an enrolment is in the track that the lead entered last', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await w.record({
    ...ref,
    journal: [line(0, 'entered', { to: 'gate' }), line(0, 'entered', { visit: 2, to: 'educate' })] as never,
  });
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ state: 'running', track: 'educate', visit: 2 });
});

test('a repeated journal changes nothing, even if the lead has moved on since', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  const first = { ...ref, journal: [line(0, 'entered', { to: 'educate' }), line(1, 'stage', { from: 'inquiry', to: 'mql' })] };
  await applyJournal(w.db, app.policy, first);
  await applyJournal(w.db, app.policy, {
    ...ref,
    journal: [line(2, 'stage', { to: 'sal' }), line(0, 'entered', { visit: 2, to: 'sales' })],
  });
  await applyJournal(w.db, app.policy, first);
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ track: 'sales', visit: 2 });
  expect((await leadOf(w.db, ref.leadId)).stage).toBe('sal');
  const score = await w.db.selectFrom('scores').selectAll().executeTakeFirstOrThrow();
  expect(score).toMatchObject({ mqlCount: 1, firstMqlAt: new Date(NOON + 1) });
  expect(await w.db.selectFrom('transitions').selectAll().execute()).toHaveLength(4);
});

test('the first MQL date is saved, and later ones are counted', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  const moves = ['mql', 'recycled', 'mql'].map((to, n) => line(n, 'stage', { to }));
  await applyJournal(w.db, app.policy, { ...ref, journal: moves });
  const { firstMqlAt, mqlCount } = await w.db.selectFrom('scores').selectAll().executeTakeFirstOrThrow();
  expect([firstMqlAt, mqlCount]).toEqual([new Date(NOON), 2]);
});

test('a lead that ended has its final stage, a reason and a date', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await applyJournal(w.db, app.policy, { ...ref, journal: [line(0, 'ended', { to: 'archived', reason: 'stayed silent' })] });
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({
    state: 'ended',
    endedAs: 'archived',
    reason: 'stayed silent',
  });
  expect((await leadOf(w.db, ref.leadId)).stage).toBe('archived');
});

test('a move that the funnel does not know is made, with a warning', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await w.record({ ...ref, journal: [line(0, 'stage', { to: 'customer' })] as never });
  expect((await leadOf(w.db, ref.leadId)).stage).toBe('customer');
  expect(w.warnings).toMatchObject([{ from: 'inquiry', to: 'customer', leadId: ref.leadId }]);
});

test('a parked lead gives operations one task, which is done when the lead continues', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  const parked = { ...ref, journal: [line(0, 'parked', { reason: 'TEAM_UNKNOWN' })] };
  await applyJournal(w.db, app.policy, parked);
  await applyJournal(w.db, app.policy, parked);
  const tasks = () => w.db.selectFrom('tasks').selectAll().execute();
  expect(await tasks()).toMatchObject([{ kind: 'operations', state: 'open', because: 'TEAM_UNKNOWN', assigneeId: w.manager }]);
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ state: 'parked', reason: 'TEAM_UNKNOWN' });
  await applyJournal(w.db, app.policy, { ...ref, journal: [line(1, 'resumed')] });
  expect(await tasks()).toMatchObject([{ state: 'done', outcome: 'resumed' }]);
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ state: 'running', reason: null });
});

test('without any team, a lead is parked without a task', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await w.db.deleteFrom('reps').execute();
  await w.db.deleteFrom('teams').execute();
  await applyJournal(w.db, app.policy, { ...ref, journal: [line(0, 'parked', { reason: 'TEAM_UNKNOWN' })] });
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ state: 'parked' });
  expect(await w.db.selectFrom('tasks').selectAll().execute()).toEqual([]);
});

test('interest falls below the threshold when sales gives a lead back, and no further the second time', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  for (const kind of ['trialStarted', 'activated', 'downloaded'] as const)
    await scoreEngagement(w.db, app.policy, ref.leadId, { kind, at: NOON }, NOON);
  await w.db.updateTable('scores').set({ hot: true }).execute();
  await applyJournal(w.db, app.policy, { ...ref, journal: [line(0, 'stage', { to: 'recycled' })] });
  const after = await w.db.selectFrom('scores').selectAll().executeTakeFirstOrThrow();
  expect(after.hot).toBe(false);
  expect(after.interest).toBeCloseTo(app.policy.scoring.hot.lower - 1);
  await lowerInterest(w.db, app.policy, ref.leadId, NOON + DAY);
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

/** A journal of a turn, behind the last line that the lead knows to be written. */
const turnOf = (
  ref: Awaited<ReturnType<typeof addLead>>,
  turn: number,
  after: readonly [number, number],
  ...journal: JournalLine[]
) => ({
  ...ref,
  journal,
  turn,
  after: { visit: after[0], n: after[1] },
});

async function linesOf(db: Db, enrolmentId: string) {
  const rows = await db
    .selectFrom('transitions')
    .selectAll()
    .where('enrolmentId', '=', enrolmentId)
    .orderBy('visit')
    .orderBy('n')
    .execute();
  return rows.map(({ visit, n, kind, to }) => [visit, n, kind, to].filter((part) => part !== null).join(' '));
}

/** A lead that is in a track, and whose end was written by a turn that the server did not accept. */
async function endedInVain(w: Awaited<ReturnType<typeof world>>) {
  const ref = await addLead(w.db);
  await applyJournal(w.db, app.policy, turnOf(ref, 5, [1, -1], line(0, 'entered', { to: 'educate' })));
  const end = [line(1, 'stage', { from: 'inquiry', to: 'archived', reason: 'silent' }), line(2, 'ended', { to: 'archived' })];
  const phantom = turnOf(ref, 10, [1, 0], ...end);
  await applyJournal(w.db, app.policy, phantom);
  return { ref, phantom };
}

test('an end that the server did not accept is reverted by the next workflow task, with everything that followed from it', async () => {
  await using w = await world();
  const { ref, phantom } = await endedInVain(w);
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ state: 'ended' });
  await applyJournal(w.db, app.policy, turnOf(ref, 12, [1, 0], line(1, 'interrupted', { to: 'qualify' })));
  const stands = async () => {
    expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({
      state: 'running',
      track: 'educate',
      endedAs: null,
      reason: null,
    });
    expect((await leadOf(w.db, ref.leadId)).stage).toBe('inquiry');
    expect(await linesOf(w.db, ref.enrolmentId)).toEqual(['1 0 entered educate', '1 1 interrupted qualify']);
  };
  await stands();
  // A worker that was suspended wakes up, and still believes in it.
  await applyJournal(w.db, app.policy, phantom);
  await stands();
});

test('a reverted end and the new start that followed it do not block each other', async () => {
  await using w = await world();
  const { ref } = await endedInVain(w);
  const again = v7();
  const row = { id: again, leadId: ref.leadId, campaignId: ref.campaignId, program: ref.program, startAt: new Date(NOON) };
  await w.db
    .insertInto('enrolments')
    .values({ ...row, state: 'waiting' })
    .execute();
  const enrolment = { ...ref, enrolmentId: again, startAt: NOON, clock: wallClock };
  await enqueue(w.db, [{ id: v7(), leadId: ref.leadId, at: NOON, message: { type: 'enrol', enrolment } }]);
  const payload = { id: v7(), kind: 'demoRequested', at: NOON, ready: 'fastTrack' } as const;
  await enqueue(w.db, [{ id: v7(), leadId: ref.leadId, at: NOON, message: { type: 'signal', name: 'engaged', payload } }]);
  await applyJournal(w.db, app.policy, turnOf(ref, 12, [1, 0], line(0, 'entered', { visit: 2, to: 'connect' })));
  expect(await w.db.selectFrom('enrolments').select(['id', 'state', 'track']).execute()).toEqual([
    { id: ref.enrolmentId, state: 'running', track: 'connect' },
  ]);
  const waiting = await w.db.selectFrom('outbox').select('message').execute();
  expect(waiting.map(({ message }) => message.type)).toEqual(['signal']);
});

test('a touch without lines reverts what an abandoned workflow task had written', async () => {
  await using w = await world();
  const { ref } = await endedInVain(w);
  await removeAbandoned(w.db, turnOf(ref, 12, [1, 0]));
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ state: 'running', track: 'educate' });
  expect(await linesOf(w.db, ref.enrolmentId)).toEqual(['1 0 entered educate']);
});

test('a line that the next workflow task repeats stays; a different line with the same number is removed', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  const moves = (last: string) => [
    line(0, 'stage', { from: 'inquiry', to: 'mql' }),
    line(1, 'rested', { to: 'connect', reason: last }),
  ];
  await applyJournal(w.db, app.policy, turnOf(ref, 5, [1, -1], ...moves('2026-03-05')));
  await applyJournal(w.db, app.policy, turnOf(ref, 7, [1, -1], ...moves('2026-03-06')));
  expect(await linesOf(w.db, ref.enrolmentId)).toEqual(['1 0 stage mql', '1 1 rested connect']);
  expect((await w.db.selectFrom('scores').select('mqlCount').executeTakeFirstOrThrow()).mqlCount).toBe(1);
  await applyJournal(w.db, app.policy, turnOf(ref, 9, [1, -1], line(0, 'noted', { reason: 'something else' })));
  expect(await linesOf(w.db, ref.enrolmentId)).toEqual(['1 0 noted']);
  expect(await w.db.selectFrom('scores').select(['mqlCount', 'firstMqlAt']).execute()).toEqual([
    { mqlCount: 0, firstMqlAt: null },
  ]);
  expect((await leadOf(w.db, ref.leadId)).stage).toBe('inquiry');
});

test('a batch that is written again after a later one of the same workflow task removes nothing', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  const first = turnOf(ref, 5, [1, -1], line(0, 'entered', { to: 'qualify' }));
  await applyJournal(w.db, app.policy, first);
  await applyJournal(w.db, app.policy, turnOf(ref, 5, [1, 0], line(1, 'parked', { reason: 'TEAM_UNKNOWN' })));
  await applyJournal(w.db, app.policy, first);
  expect(await linesOf(w.db, ref.enrolmentId)).toEqual(['1 0 entered qualify', '1 1 parked']);
  // Notes that the lifecycle has not written are nobody's to remove.
  const { leadId, enrolmentId } = ref;
  const earlier = { leadId, enrolmentId, visit: 1, n: -1, at: new Date(NOON), kind: 'noted', reason: 'by an earlier version' };
  await w.db.insertInto('transitions').values(earlier).execute();
  await applyJournal(w.db, app.policy, turnOf(ref, 9, [1, 0], line(1, 'noted', { reason: 'another turn' })));
  expect(await linesOf(w.db, ref.enrolmentId)).toEqual(['1 -1 noted', '1 0 entered qualify', '1 1 noted']);
  expect(await enrolmentOf(w.db, ref.enrolmentId)).toMatchObject({ state: 'running', track: 'qualify' });
  expect(await w.db.selectFrom('tasks').select('state').execute()).toEqual([{ state: 'done' }]);
});
