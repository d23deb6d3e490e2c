import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFastTrackAct, type Act } from '../../domain/scoring/act.ts';
import { DAY } from '../../domain/time/duration.ts';
import { fitOf, fitWhy, isInProfile, isSenior } from '../../domain/scoring/fit.ts';
import type { ProfileFacts } from '../../domain/scoring/fit.ts';
import { isMql, lacksForMql } from '../../domain/scoring/ready.ts';
import type { Readiness } from '../../domain/scoring/ready.ts';
import { standardScoring, type ScoringModel } from '../../domain/scoring/scoring-policy.ts';
import { coreKinds, standardPages } from '../../domain/scoring/engagement.ts';
import { acts } from './acts.ts';

const scoring: ScoringModel = {
  ...standardScoring,
  ideal: {
    size: { from: 50, to: 2_000 },
    industries: ['software', 'manufacturing'],
    seniorities: ['manager', 'director', 'executive'],
    regions: ['DE', 'GB', 'US'],
  },
};
const policy = { scoring, engagements: coreKinds, pages: standardPages };
const perfect: ProfileFacts = { employees: 200, industry: 'Software', seniority: 'director', region: 'de' };

describe('fit', () => {
  test('is 100 for the ideal customer, and the terms say why', () => {
    expect(fitOf(scoring, perfect)).toBe(100);
    expect(fitWhy(scoring, perfect).map(({ term, points }) => [term, points])).toEqual([
      ['size', 30],
      ['industry', 25],
      ['seniority', 25],
      ['region', 20],
    ]);
  });

  test('gives no points for unknown values, but does not hold them against a lead', () => {
    expect(fitOf(scoring, {})).toBe(0);
    expect(isInProfile(scoring, {})).toBe(true);
    expect(isInProfile(scoring, { employees: 5 })).toBe(true);
    expect(isInProfile(scoring, { employees: 5, industry: 'retail' })).toBe(false);
  });

  test('counts both ends of the size', () => {
    expect([49, 50, 2_000, 2_001].map((employees) => fitOf(scoring, { employees }))).toEqual([0, 30, 30, 0]);
  });

  test('is out of reach for a lead out of profile', () => {
    const facts = fc.record(
      {
        employees: fc.nat(5_000),
        industry: fc.constantFrom('software', 'retail'),
        seniority: fc.constantFrom('staff' as const, 'executive' as const),
        region: fc.constantFrom('DE', 'JP'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(facts, (known) => {
        const fit = fitOf(scoring, known);
        expect(fit >= 0 && fit <= 100).toBe(true);
        if (!isInProfile(scoring, known)) expect(isMql(policy, { ...ready, fit })).toBe(false);
      }),
    );
  });

  test('directors and executives are senior; an unknown seniority is not', () => {
    expect((['staff', 'manager', 'director', 'executive', undefined] as const).map((one) => isSenior(scoring, one))).toEqual([
      false,
      false,
      true,
      true,
      false,
    ]);
  });
});

const at = 100 * DAY;
const download: Act = { kind: 'downloaded', at: at - DAY };
const pricing: Act = { kind: 'visited', page: 'pricing', at: at - 2 * DAY };
const ready: Readiness = { fit: 60, interest: 50, reachable: true, acts: [download, pricing], at };

describe('an MQL', () => {
  test('has fit, interest, an open channel and two different acts, one of them late in the funnel', () => {
    expect(lacksForMql(policy, ready)).toEqual([]);
  });

  test.each<[string, Partial<Readiness>, string[]]>([
    ['fit a point too low', { fit: 59 }, ['fitTooLow']],
    ['interest a point too low, however good the fit', { fit: 100, interest: 49 }, ['interestTooLow']],
    ['no open channel', { reachable: false }, ['notReachable']],
    ['the same act twice', { acts: [pricing, pricing] }, ['tooFewActs']],
    ['early acts only', { acts: [download, { kind: 'clicked', at }] }, ['onlyEarlyActs']],
    ['an act that was 30 days ago', { acts: [download, { ...pricing, at: at - 30 * DAY }] }, ['tooFewActs', 'onlyEarlyActs']],
    ['an act that is still to come', { acts: [download, { ...pricing, at: at + 1 }] }, ['tooFewActs', 'onlyEarlyActs']],
    ["a machine's visit", { acts: [download, { ...pricing, machine: true }] }, ['tooFewActs', 'onlyEarlyActs']],
    ['an open next to a visit', { acts: [pricing, { kind: 'opened', at }] }, ['tooFewActs']],
    [
      'nothing at all',
      { fit: 0, interest: 0, reachable: false, acts: [] },
      ['fitTooLow', 'interestTooLow', 'notReachable', 'tooFewActs', 'onlyEarlyActs'],
    ],
  ])('is not one with %s', (_, change, lacks) => {
    expect(lacksForMql(policy, { ...ready, ...change })).toEqual(lacks);
    expect(isMql(policy, { ...ready, ...change })).toBe(false);
  });

  test('visits to two pages are two acts, the last of which counts by its page', () => {
    expect(isMql(policy, { ...ready, acts: [pricing, { kind: 'visited', page: 'article', at }] })).toBe(true);
    expect(lacksForMql(policy, { ...ready, acts: [download, { kind: 'visited', page: 'article', at }] })).toEqual([
      'onlyEarlyActs',
    ]);
  });

  test('opens and machines never make one', () => {
    const noise = acts.map((act): Act => ({ ...act, at, machine: true }));
    fc.assert(
      fc.property(fc.array(acts), fc.array(noise), (did, machines) => {
        expect(isMql(policy, { ...ready, acts: [...did, ...machines, { kind: 'opened', at }] })).toBe(
          isMql(policy, { ...ready, acts: did }),
        );
      }),
    );
  });
});

describe('the fast track', () => {
  test('opens for a demo request or an activated trial of a person, and for nothing else', () => {
    const demo: Act = { kind: 'demoRequested', at };
    expect(isFastTrackAct(coreKinds, demo)).toBe(true);
    expect(isFastTrackAct(coreKinds, { kind: 'activated', at })).toBe(true);
    expect(isFastTrackAct(coreKinds, { ...demo, machine: true })).toBe(false);
    expect(isFastTrackAct(coreKinds, pricing)).toBe(false);
  });
});
