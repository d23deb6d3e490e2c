import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { closeChannel } from '../../services/contact/close-channel.ts';
import { rescoreFit } from '../../services/engagements/scores.ts';
import type { Act } from '../../domain/scoring/act.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { DAY } from '../../domain/time/duration.ts';
import { app } from '../support/app.ts';
import { scoreEngagement } from './score-act.ts';
import { NOON, addAccount, addLead, world } from './world.ts';
import type { World } from './world.ts';

const scoreOf = (w: World) => w.db.selectFrom('scores').selectAll().executeTakeFirstOrThrow();

/** A director at a company that fits in size, industry and region. */
async function fittingLead(w: World) {
  const accountId = await addAccount(w.db);
  await w.db.updateTable('accounts').set({ size: 400, industry: 'Logistics', region: 'Europe' }).execute();
  const { leadId } = await addLead(w.db, { accountId, seniority: 'director' });
  const score = (kind: Act['kind'], at: number, more: Partial<Act> = {}) =>
    scoreEngagement(w.db, app.policy, leadId, { kind, at, ...more }, at);
  return { leadId, score };
}

test('a lead that fits is MQL on the act that takes its interest over the threshold, and only on that one', async () => {
  await using w = await world();
  const { leadId, score } = await fittingLead(w);
  expect(await rescoreFit(w.db, app.policy, leadId, NOON)).toMatchObject({ fit: 100 });
  expect(await score('trialStarted', NOON)).toEqual({});
  expect(await score('visited', NOON, { page: 'pricing' })).toEqual({});
  expect(await score('attended', NOON)).toEqual({ ready: 'mql' });
  expect(await score('downloaded', NOON)).toEqual({});
  expect(await scoreOf(w)).toMatchObject({ hot: true, interest: 65 });
});

test('a lead whose interest fell and rose again is MQL again', async () => {
  await using w = await world();
  const { leadId, score } = await fittingLead(w);
  await rescoreFit(w.db, app.policy, leadId, NOON);
  const acts = ['trialStarted', 'attended', 'downloaded'] as const;
  for (const kind of acts) await score(kind, NOON);
  expect((await scoreOf(w)).hot).toBe(true);
  // In ninety days 50 have become 6: nothing was written in between.
  const later = NOON + 90 * DAY;
  const again = [];
  for (const kind of acts) again.push(await score(kind, later));
  expect(again).toEqual([{}, {}, { ready: 'mql' }]);
});

test('interest is the same in whatever order the acts arrive', async () => {
  await using w = await world();
  const one = await fittingLead(w);
  await one.score('downloaded', NOON);
  await one.score('attended', NOON + 10 * DAY);
  const inOrder = await scoreOf(w);
  await w.db.deleteFrom('scores').execute();
  await scoreEngagement(w.db, app.policy, one.leadId, { kind: 'attended', at: NOON + 10 * DAY }, NOON + 10 * DAY);
  await scoreEngagement(w.db, app.policy, one.leadId, { kind: 'downloaded', at: NOON }, NOON + 10 * DAY);
  expect((await scoreOf(w)).interest).toBeCloseTo(inOrder.interest);
});

test('three acts at once all count', async () => {
  await using w = await world();
  const { score } = await fittingLead(w);
  await Promise.all([score('downloaded', NOON), score('attended', NOON), score('trialStarted', NOON)]);
  const { interest, acts } = await scoreOf(w);
  expect(interest).toBeCloseTo(50);
  expect(acts).toHaveLength(3);
});

test('machines and opens leave no trace in the score', async () => {
  await using w = await world();
  const { score } = await fittingLead(w);
  await score('clicked', NOON, { machine: true });
  await score('opened', NOON);
  expect(await w.db.selectFrom('scores').selectAll().execute()).toEqual([]);
});

test('a lead whom we may not reach does not become MQL', async () => {
  await using w = await world();
  const { leadId, score } = await fittingLead(w);
  await rescoreFit(w.db, app.policy, leadId, NOON);
  const closed = { leadId, channel: 'all', reason: 'unsubscribed', at: NOON } as const;
  await w.db.transaction().execute((trx) => closeChannel(trx, app.policy, () => v7(), closed));
  const ready = [];
  for (const kind of ['trialStarted', 'attended', 'downloaded'] as const) ready.push(await score(kind, NOON));
  expect(ready).toEqual([{}, {}, {}]);
  expect((await scoreOf(w)).hot).toBe(false);
});

test('a request for a demo is fast-track, whatever the score, but only from a lead in profile', async () => {
  await using w = await world();
  const { score } = await fittingLead(w);
  expect(await score('demoRequested', NOON)).toEqual({ ready: 'fastTrack' });
  await w.db.updateTable('accounts').set({ size: 3, industry: 'gardening', region: 'Antarctica' }).execute();
  expect(await score('demoRequested', NOON)).toEqual({});
});

test('a lead that did enough becomes MQL when its company turns out to fit', async () => {
  await using w = await world();
  const { leadId, score } = await fittingLead(w);
  for (const kind of ['trialStarted', 'attended', 'downloaded'] as const) expect(await score(kind, NOON)).toEqual({});
  expect(await rescoreFit(w.db, app.policy, leadId, NOON)).toMatchObject({ ready: 'mql' });
  expect((await rescoreFit(w.db, app.policy, leadId, NOON)).ready).toBeUndefined();
});

test('a company scores by its own numbers and kinds', async () => {
  await using w = await world();
  const { leadId } = await fittingLead(w);
  const { ideal } = app.policy.scoring;
  const quoted = { label: 'asked for a quote', human: true, position: 'bottom', fastTrack: true } as const;
  const policy = definePolicy({
    engagements: { quoted },
    scoring: { ideal, hot: { upper: 30, lower: 25 }, ready: { fit: 60, acts: 2, within: '30 days', positions: ['top'] } },
  });
  const does = (kind: string) => scoreEngagement(w.db, policy, leadId, { kind: kind as Act['kind'], at: NOON }, NOON);
  await rescoreFit(w.db, policy, leadId, NOON);
  expect(await does('trialStarted')).toEqual({});
  expect(await does('clicked')).toEqual({ ready: 'mql' });
  expect(await does('quoted')).toEqual({ ready: 'fastTrack' });
  expect(await does('gone')).toEqual({});
});
