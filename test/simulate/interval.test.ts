import { expect, it } from 'vitest';
import { pairedDifference, wilson } from '../../domain/reports/interval.ts';

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
