import { expect, it } from 'vitest';
import { difference, pairedDifference, wilson } from '../../domain/reports/interval.ts';
import { expectedOfSamples } from '../../domain/reports/sampled.ts';
import { compareArms } from '../../domain/reports/ab-test.ts';
import { diceOf } from '../../simulate/dice.ts';

it('the interval of a share is that of Wilson, also for nobody and for everybody', () => {
  expect(wilson(5, 10).from).toBeCloseTo(0.2366, 4);
  expect(wilson(5, 10).to).toBeCloseTo(0.7634, 4);
  expect(wilson(0, 10)).toEqual({ from: 0, to: expect.closeTo(0.2775, 4) });
  expect(wilson(10, 10)).toEqual({ from: expect.closeTo(0.7225, 4), to: 1 });
  expect(wilson(0, 0)).toEqual({ from: 0, to: 1 });
});

it('the interval of a paired difference needs fewer people where most do the same in both runs', () => {
  const few = pairedDifference({ people: 100, onlyFirst: 2, onlySecond: 10 });
  expect(few.from).toBeGreaterThan(0);
  const many = pairedDifference({ people: 100, onlyFirst: 30, onlySecond: 38 });
  expect(many.from).toBeLessThan(0);
  const same = pairedDifference({ people: 100, onlyFirst: 0, onlySecond: 0 });
  expect(same.from).toBeCloseTo(-same.to, 10);
});

it('the interval of the difference of two groups is that of Newcombe', () => {
  const [first, second] = [
    { count: 48, of: 80 },
    { count: 56, of: 70 },
  ];
  expect(difference(first, second)).toEqual({ from: expect.closeTo(0.0524, 4), to: expect.closeTo(0.3339, 4) });
  expect(difference(second, first)).toEqual({ from: expect.closeTo(-0.3339, 4), to: expect.closeTo(-0.0524, 4) });
  const none = difference({ count: 0, of: 20 }, { count: 10, of: 10 });
  expect(none).toEqual({ from: expect.closeTo(0.6791, 4), to: expect.closeTo(1, 4) });
});

it('a subject is better only if enough was sent with each, and luck hardly explains the difference', () => {
  const verdict = (a: number, b: number, of: number) =>
    compareArms({ a: { count: a, of }, b: { count: b, of }, atLeast: 200 }).verdict;
  expect(verdict(0, 100, 199)).toBe('notEnough');
  expect(verdict(20, 21, 200)).toBe('noDifference');
  expect(verdict(20, 40, 200)).toBe('b');
  expect(verdict(40, 20, 200)).toBe('a');
  expect(compareArms({ a: { count: 0, of: 0 }, b: { count: 1, of: 1 }, atLeast: 30 })).toEqual({
    verdict: 'notEnough',
    by: null,
  });
});

it('what a sample says of all leads holds for them, in about 95 of 100 cases', () => {
  const dice = diceOf('samples');
  const times = (n: number, ...words: (string | number)[]) =>
    Array.from(
      { length: n },
      (_, lead) => Number(dice.chance(0.2, lead, ...words)) + Number(dice.chance(0.1, lead, 'again', ...words)),
    );
  const holds = Array.from({ length: 400 }, (_, n) => {
    const { interval } = expectedOfSamples([{ leads: 500, counts: times(100, 'sample', n) }]);
    const happened = times(500, 'all', n).reduce((sum, count) => sum + count, 0);
    return happened >= interval.from && happened <= interval.to;
  });
  const share = holds.filter(Boolean).length / holds.length;
  expect(share).toBeGreaterThan(0.92);
  expect(share).toBeLessThan(0.99);
});

it('what happens to every lead is certain, and what happened to nobody is not impossible', () => {
  expect(expectedOfSamples([{ leads: 5, counts: [2, 2, 2, 2, 2] }])).toEqual({ expected: 10, interval: { from: 10, to: 10 } });
  const nobody = { leads: 1_000, counts: Array.from({ length: 100 }, () => 0) };
  expect(expectedOfSamples([nobody])).toEqual({ expected: 0, interval: { from: 0, to: 30 } });
  expect(expectedOfSamples([nobody], 200).interval.to).toBe(6_000);
  expect(expectedOfSamples([{ leads: 0, counts: [] }])).toEqual({ expected: 0, interval: { from: 0, to: 0 } });
});
