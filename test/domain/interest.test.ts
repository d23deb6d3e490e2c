import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Act } from '../../domain/scoring/act.ts';
import { addDecaying, decayed } from '../../domain/scoring/decay.ts';
import type { Decaying } from '../../domain/scoring/decay.ts';
import { DAY } from '../../domain/time/duration.ts';
import { addAct, earnAgain, interestAt as interestBy, interestWhy } from '../../domain/scoring/interest.ts';
import type { Interest } from '../../domain/scoring/interest.ts';
import { standardScoring, type ScoringModel } from '../../domain/scoring/scoring-policy.ts';
import { isAbove, temperature } from '../../domain/scoring/threshold.ts';
import { acts } from './acts.ts';

/** The standard, and a page on which a lead calculates. */
const scoring: ScoringModel = {
  ...standardScoring,
  interest: {
    ...standardScoring.interest,
    article: { label: 'read an article', on: 'visited', page: 'article', points: 20, most: 20 },
  },
};

const day = (n: number): number => n * DAY;
const after = (did: readonly Act[]): Interest => did.reduce((interest, act) => addAct(scoring, interest, act), {});
const interestAt = (interest: Interest, at: number): number => interestBy(scoring, interest, at);

describe('a lead', () => {
  test('that does nothing has no interest', () => expect(interestAt({}, day(1))).toBe(0));

  test('earns 10 for a download, and half of it is left after a month', () => {
    const interest = after([{ kind: 'downloaded', at: 0 }]);
    expect(interestAt(interest, 0)).toBe(10);
    expect(interestAt(interest, day(30))).toBeCloseTo(5);
    expect(interestAt(interest, day(60))).toBeCloseTo(2.5);
  });

  test('that clicks everything earns no more than 15 by it', () => {
    const clicks = Array.from({ length: 20 }, (): Act => ({ kind: 'clicked', at: 0 }));
    expect(interestAt(after(clicks.slice(0, 2)), 0)).toBe(10);
    expect(interestAt(after(clicks), 0)).toBe(15);
  });

  test('that attends, looks at prices and starts a trial is above the threshold, and the terms say why', () => {
    const interest = after([
      { kind: 'attended', at: 0 },
      { kind: 'visited', page: 'pricing', at: 0 },
      { kind: 'trialStarted', at: 0 },
    ]);
    expect(interestAt(interest, 0)).toBe(55);
    expect(interestWhy(scoring, interest, 0).map(({ term, points }) => [term, points])).toEqual([
      ['trial', 25],
      ['webinar', 15],
      ['pricing', 15],
    ]);
  });

  test('that looks for a job loses points, but never falls below 0', () => {
    const careers: Act = { kind: 'visited', page: 'careers', at: 0 };
    expect(interestAt(after([{ kind: 'activated', at: 0 }, careers]), 0)).toBe(20);
    expect(interestAt(after([careers, careers, careers]), 0)).toBe(0);
  });

  test('that sales gave back is below the threshold, however hot it was; a cold one stays as it was', () => {
    const hot = after([
      { kind: 'activated', at: 0 },
      { kind: 'visited', page: 'article', at: 0 },
      { kind: 'visited', page: 'pricing', at: 0 },
    ]);
    const given = earnAgain(scoring, hot, day(2));
    expect(interestAt(given, day(2))).toBeCloseTo(scoring.hot.lower - 1);
    expect(interestWhy(scoring, given, day(2)).map(({ term }) => term)).toEqual(
      interestWhy(scoring, hot, day(2)).map(({ term }) => term),
    );
    const cold = after([{ kind: 'clicked', at: 0 }]);
    expect(earnAgain(scoring, cold, day(2))).toBe(cold);
  });
});

describe('whatever a lead does', () => {
  const now = day(120);

  test('its interest is from 0 to 100', () => {
    fc.assert(
      fc.property(fc.array(acts), (did) => {
        const interest = interestAt(after(did), now);
        expect(interest).toBeGreaterThanOrEqual(0);
        expect(interest).toBeLessThanOrEqual(100);
      }),
    );
  });

  test('the order in which the acts arrive does not matter', () => {
    const shuffled = fc
      .array(acts)
      .chain((did) => fc.tuple(fc.constant(did), fc.shuffledSubarray(did, { minLength: did.length })));
    fc.assert(
      fc.property(shuffled, ([inOrder, mixed]) => {
        expect(interestAt(after(mixed), now)).toBeCloseTo(interestAt(after(inOrder), now), 9);
      }),
    );
  });

  test('opens, bounces and machines count for nothing', () => {
    const nothing = acts.map((act): Act => (act.kind === 'opened' || act.kind === 'bounced' ? act : { ...act, machine: true }));
    const opens = fc.integer({ min: 0, max: now }).map((at): Act => ({ kind: 'opened', at }));
    fc.assert(
      fc.property(fc.array(acts), fc.array(fc.oneof(nothing, opens)), (did, noise) => {
        expect(after([...did, ...noise])).toEqual(after(did));
      }),
    );
  });

  test('interest does not rise by itself', () => {
    const positive = fc.array(acts.filter(({ page }) => page !== 'careers'));
    fc.assert(
      fc.property(positive, fc.nat(365), (did, days) => {
        expect(interestAt(after(did), now + day(days))).toBeLessThanOrEqual(interestAt(after(did), now) + 1e-9);
      }),
    );
  });

  test('once given back it is below the lower threshold', () => {
    fc.assert(
      fc.property(fc.array(acts), (did) => {
        expect(interestAt(earnAgain(scoring, after(did), now), now)).toBeLessThan(scoring.hot.lower);
      }),
    );
  });
});

test('a decaying amount is the sum of all that was added, each as much as is left of it', () => {
  const additions = fc.array(fc.tuple(fc.integer({ min: -20, max: 30 }), fc.nat(200)), { minLength: 1 });
  fc.assert(
    fc.property(additions, (added) => {
      const amount = added.reduce<Decaying | undefined>(
        (sum, [points, on]) => addDecaying(sum, points, day(on), 30 * DAY),
        undefined,
      );
      const expected = added.reduce((sum, [points, on]) => sum + points * 2 ** ((on - 200) / 30), 0);
      expect(decayed(amount as Decaying, day(200), 30 * DAY)).toBeCloseTo(expected, 9);
    }),
  );
});

describe('thresholds', () => {
  test('a lead becomes hot at 50, stays so at 40, and no longer at 34', () => {
    expect(isAbove(49.9, scoring.hot, false)).toBe(false);
    expect(isAbove(50, scoring.hot, false)).toBe(true);
    expect(isAbove(40, scoring.hot, true)).toBe(true);
    expect(isAbove(40, scoring.hot, false)).toBe(false);
    expect(isAbove(34, scoring.hot, true)).toBe(false);
    expect(temperature(scoring, 40, 'hot')).toBe('hot');
    expect(temperature(scoring, 40, 'warm')).toBe('warm');
    expect(temperature(scoring, 34, 'hot')).toBe('warm');
    expect(temperature(scoring, scoring.warmFrom - 1, 'warm')).toBe('cold');
  });

  test('moves smaller than the gap between the two values flip it once at most', () => {
    const { upper, lower } = scoring.hot;
    const within = fc.array(fc.double({ min: lower, max: upper - 0.01, noNaN: true }));
    fc.assert(
      fc.property(within, fc.boolean(), (values, was) => {
        const states = values.map(
          (
            (above) => (value: number) =>
              (above = isAbove(value, scoring.hot, above))
          )(was),
        );
        expect(new Set([was, ...states]).size).toBe(1);
      }),
    );
  });
});
