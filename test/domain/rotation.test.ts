import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeTurn, type Place } from '../../domain/sales/rotation.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];

type Step = { comes: string } | { goes: string } | 'lead';

/** A team over time: who comes (join, return, capacity), who goes (leave, absence, full), and a lead. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ comes: fc.constantFrom(...ids) }) },
  { weight: 2, arbitrary: fc.record({ goes: fc.constantFrom(...ids) }) },
  { weight: 6, arbitrary: fc.constant('lead' as const) },
);
const weights = fc.tuple(...ids.map(() => fc.integer({ min: 1, max: 5 })));

/** Plays a team. @returns the longest distance between the turns of two reps by weight, over what one turn of each may make it */
function play(steps: readonly Step[], shares: readonly number[]): number {
  const weightOf = (id: string) => shares[ids.indexOf(id)]!;
  let places: readonly Place[] = [];
  const able = new Set<string>();
  /** The turns of one rep since another and they could both take leads. */
  const since = new Map<string, number>();
  const pair = (one: string, other: string) => `${one}${other}`;
  let worst = -Infinity;
  for (const now of steps) {
    if (now !== 'lead') {
      const id = 'comes' in now ? now.comes : now.goes;
      if ('goes' in now) able.delete(id);
      else if (!able.has(id)) {
        able.add(id);
        for (const other of ids) for (const key of [pair(id, other), pair(other, id)]) since.set(key, 0);
      }
      continue;
    }
    const turn = takeTurn(
      places,
      [...able].map((id) => ({ id, weight: weightOf(id) })),
    );
    expect(turn === undefined).toBe(able.size === 0);
    if (!turn) continue;
    places = turn.places;
    expect(able.has(turn.id)).toBe(true);
    for (const other of able) since.set(pair(turn.id, other), (since.get(pair(turn.id, other)) ?? 0) + 1);
    for (const one of able)
      for (const other of able) {
        if (one === other) continue;
        const [mine, theirs] = [since.get(pair(one, other)) ?? 0, since.get(pair(other, one)) ?? 0];
        const distance = mine / weightOf(one) - theirs / weightOf(other);
        worst = Math.max(worst, distance - 1 / weightOf(one) - 1 / weightOf(other));
      }
  }
  return worst;
}

test('whichever reps join, leave, return or are full, none is more than a turn from their share since they could take leads', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), weights, (steps, shares) => {
      expect(play(steps, shares)).toBeLessThan(1e-9);
    }),
    { numRuns: 500 },
  );
});

function turns(places: readonly Place[], able: { id: string; weight: number }[], leads: number) {
  const got: string[] = [];
  let now = places;
  for (let n = 0; n < leads; n++) {
    const turn = takeTurn(now, able)!;
    got.push(turn.id);
    now = turn.places;
  }
  return { got, places: now };
}

test('a newcomer gets their share, not what the others got before', () => {
  const two = [
    { id: 'a', weight: 1 },
    { id: 'b', weight: 1 },
  ];
  const { places } = turns([], two, 20);
  const { got } = turns(places, [...two, { id: 'c', weight: 1 }], 9);
  expect(got.filter((id) => id === 'c')).toHaveLength(3);
});

test('a rep who goes away for a moment does not get a turn twice', () => {
  const [ann, ben] = [
    { id: 'ann', weight: 1 },
    { id: 'ben', weight: 1 },
  ];
  const first = takeTurn([], [ann, ben])!;
  expect(first.id).toBe('ann');
  const without = takeTurn(first.places, [ben])!;
  expect(takeTurn(without.places, [ann, ben])!.id).toBe('ann');
  const away = { ...first, places: first.places.map((place) => (place.id === 'ann' ? { ...place, wasAble: false } : place)) };
  expect(takeTurn(away.places, [ann, ben])!.id).toBe('ben');
});

test('twice the weight gets twice the turns, spread out', () => {
  const able = [
    { id: 'a', weight: 2 },
    { id: 'b', weight: 1 },
  ];
  expect(turns([], able, 6).got.join('')).toBe('abaaba');
});
