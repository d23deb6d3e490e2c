import { afterAll, beforeAll, expect, test } from 'vitest';
import { funnelWay, type FunnelStage, type WayStage } from '../../domain/lead/funnel.ts';
import { DAY } from '../../domain/time/duration.ts';
import { diceOf } from '../../simulate/dice.ts';
import { createReportWorld, NOON, type Move, type ReportWorld } from './world.ts';

/** What one lead did, as its journal has it. */
interface Life {
  readonly source: string;
  readonly daysAgo: number;
  readonly moves: readonly Move[];
}

const asides = ['recycled', 'disqualified', 'archived'] as const;

/** A life with legal and illegal moves: the counts must not depend on a well-kept journal. */
function randomLife(random: () => number): Life {
  const daysAgo = Math.ceil(random() * 200);
  const moves: Move[] = [];
  let left = daysAgo;
  for (let n = Math.floor(random() * 6); n > 0 && left > 1; n--) {
    left -= random() * left;
    const to = random() < 0.75 ? funnelWay[1 + Math.floor(random() * 4)]! : asides[Math.floor(random() * 3)]!;
    moves.push([left, to, random() < 0.5 ? 'timing' : undefined]);
  }
  return { source: random() < 0.5 ? 'fair' : 'web', daysAgo, moves };
}

let world: ReportWorld;
const lives: Life[] = [];
beforeAll(async () => {
  world = await createReportWorld();
  const dice = diceOf('journals');
  let rolled = 0;
  const random = (): number => dice.fraction(rolled++);
  for (let n = 0; n < 150; n++) {
    const life = randomLife(random);
    lives.push(life);
    await world.traveller(`lead${n}@life${n}.example`, life.daysAgo, life.moves, life.source);
  }
}, 120_000);
afterAll(async () => await world[Symbol.asyncDispose]());

const rank = (stage: FunnelStage): number => funnelWay.indexOf(stage as WayStage);
const at = (ago: number) => new Date(NOON - ago * DAY).getTime();

/** The same by reading one journal after the other. */
function counted(some: readonly Life[]) {
  const seen = some.map(({ moves }) => {
    const now = moves.at(-1)?.[1] ?? 'inquiry';
    const furthest = Math.max(0, ...moves.map(([, to]) => rank(to)));
    return { furthest, now, isHere: rank(now) >= 0 };
  });
  return funnelWay.map((_, n) => ({
    reached: seen.filter(({ furthest }) => furthest >= n).length,
    here: seen.filter(({ furthest, isHere }) => furthest === n && isHere).length,
    left: seen.filter(({ furthest, isHere }) => furthest === n && !isHere).length,
  }));
}

test.each([
  [0, 365],
  [0, 30],
  [20, 90],
  [100, 150],
])('the funnel of leads that came in %i to %i days ago equals a count of their journals', async (to, from) => {
  const some = lives.filter(({ daysAgo }) => at(daysAgo) >= at(from) && at(daysAgo) < at(to));
  for (const source of ['fair', 'web', undefined]) {
    const { groups } = await world.as('marketer').reports.funnel({ from: at(from), to: at(to), source });
    const shown = groups[0]!.stages.map(({ reached, here, left }) => ({
      reached,
      here,
      left: left.reduce((sum, { leads }) => sum + leads, 0),
    }));
    expect(shown).toEqual(counted(some.filter((life) => source === undefined || life.source === source)));
  }
});

test('the leads that became ready by month equal a count of their journals, and so do those that came back', async () => {
  const { rows } = await world.as('marketer').reports.ready({ from: at(300), to: NOON + 1 });
  const ready = lives.flatMap(({ moves }) =>
    moves.filter(([, to]) => to === 'mql').map(([ago], n) => ({ ago, isFirst: n === 0 })),
  );
  expect(rows.reduce((sum, row) => sum + row.ready, 0)).toBe(ready.filter(({ isFirst }) => isFirst).length);
  expect(rows.reduce((sum, row) => sum + row.again, 0)).toBe(ready.filter(({ isFirst }) => !isFirst).length);
});

test('each number of the funnel has as many leads behind it as it says', async () => {
  const { groups } = await world.as('marketer').reports.funnel({ from: at(300), by: 'source' });
  const keys = groups.flatMap(({ stages }) =>
    stages.flatMap(({ reached, here, left, people }) => [
      [reached, people.reached] as const,
      [here, people.here] as const,
      ...left.map((row) => [row.leads, row.people] as const),
    ]),
  );
  for (const [count, key] of keys) expect(await world.behind(key)).toHaveLength(count);
});
