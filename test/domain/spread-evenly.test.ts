import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadEvenly } from '../../domain/reports/spread-evenly.ts';

/** Parts that touch, from the given instants on. */
const partsAt = (instants: readonly number[]) => instants.slice(1).map((to, n) => ({ from: instants[n]!, to }));

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

test('parts of the same length get the same, and parts outside of the time get nothing', () => {
  expect(spreadEvenly(12, { from: 10, to: 40 }, partsAt([0, 10, 20, 30, 40, 90]))).toEqual([0, 4, 4, 4, 0]);
});

test('however a time is cut, no part gets less than nothing, and together they get all', () => {
  const instants = fc.uniqueArray(fc.integer({ min: 1, max: 999 })).map((some) => [0, ...some.toSorted((a, b) => a - b), 1_000]);
  const time = fc.tuple(fc.integer({ min: 0, max: 499 }), fc.integer({ min: 500, max: 1_000 }));
  fc.assert(
    fc.property(fc.nat(), instants, time, (amount, cuts, [from, to]) => {
      const shares = spreadEvenly(amount, { from, to }, partsAt(cuts));
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      expect(sum(shares)).toBe(amount);
    }),
  );
});
