import { describe, expect, test } from 'vitest';
import { BadPolicy } from '../../domain/policy/bad-policy.ts';
import { definePolicy, type PolicyChanges } from '../../domain/policy/policy.ts';
import { rankedPersonas } from '../../domain/people/persona.ts';
import { standardScoring } from '../../domain/scoring/scoring-policy.ts';

const faultsOf = (changes: PolicyChanges): readonly string[] => {
  try {
    definePolicy(changes);
    return [];
  } catch (error) {
    if (error instanceof BadPolicy) return error.faults;
    throw error;
  }
};

describe('consent', () => {
  test('a wrong law is refused, with all its faults at once', () => {
    const faults = faultsOf({
      consent: {
        bases: { verbal: { label: 'They said so' } } as never,
        jurisdictions: {
          ch: { label: 'Switzerland' },
          us: { inquiryAllows: 'everything' as never, months: { inquiry: 0, verbal: 3 } as never },
        },
        countries: { CH: 'swiss', Deutschland: 'de' },
      },
    });
    const bases = 'doubleOptIn, optIn, customer, inquiry, legitimateInterest';
    expect(faults).toEqual([
      `consent: bases.verbal: expected one of ${bases}`,
      'consent: bases.verbal.optIn: expected a boolean, got nothing',
      'consent: bases.verbal.needsConfirmation: expected a boolean, got nothing',
      'consent: jurisdictions.us.inquiryAllows: expected one of marketing, service, got "everything"',
      'consent: jurisdictions.us.months.inquiry: expected a whole number from 1 on, got 0',
      `consent: jurisdictions.us.months.verbal: expected one of ${bases}`,
      'consent: jurisdictions.ch.optInOnly: expected a boolean, got nothing',
      'consent: jurisdictions.ch.months: expected an object, got nothing',
      'consent: jurisdictions.ch.inquiryAllows: expected one of marketing, service, got nothing',
      'consent: countries.CH: expected one of de, at, ca, eu, uk, us, other, ch, got "swiss"',
      'consent: countries.Deutschland: expected the ISO 3166 code of a country, such as CH',
    ]);
  });
});

describe('scoring', () => {
  test('what an app leaves out keeps its default', () => {
    expect(definePolicy({ scoring: { warmFrom: 10 } }).scoring).toEqual({ ...standardScoring, warmFrom: 10 });
  });

  test('whatever is wrong is told at once', () => {
    const click = { label: 'clicked', on: 'clicked' } as const;
    const faults = faultsOf({
      scoring: {
        ideal: { size: { from: 500, to: 50 } },
        fit: { size: 0, industry: 25, seniority: 25, region: 20 },
        inProfileFrom: 101,
        senior: ['boss' as 'director'],
        interest: {
          nothing: { ...click, points: 0, most: 5 },
          capped: { ...click, points: 5, most: 4 },
          opened: { ...click, on: 'opened', points: 1, most: 1 },
          lost: { ...click, page: 'lost' as 'pricing', points: 1, most: 1 },
        },
        halfLife: 'a month' as '1 day',
        warmFrom: 60,
        hot: { upper: 50, lower: 55 },
        ready: { fit: 60, acts: 0, within: '0 days', positions: [] },
      },
    });
    expect(faults).toEqual([
      'scoring: ideal.size: expected from <= to',
      'scoring: expected a seniority (staff, manager, director, executive), got "boss"',
      'scoring: fit.size: expected points above 0, got 0',
      'scoring: fit: expected points that add up to 100, got 70',
      'scoring: inProfileFrom: expected a score from 0 to 100, got 101',
      'scoring: interest.nothing.points: expected points above or below 0, got 0',
      'scoring: interest.capped.most: expected 5 or more of it, got 4',
      'scoring: interest.opened.on: expected what only a human does, got "opened"',
      'scoring: interest.lost.page: expected one of pricing, careers, article with "visited", got "lost" with "clicked"',
      'scoring: halfLife: expected a duration such as "30 days", got "a month"',
      'scoring: hot: expected 1 <= lower <= upper <= 100, got lower 55 and upper 50',
      'scoring: warmFrom: expected more than 0 and less than hot.upper, got 60',
      'scoring: ready.acts: expected a whole number from 1 on, got 0',
      'scoring: ready.within: expected a duration such as "30 days", got "0 days"',
      'scoring: ready.positions: expected some of top, middle, bottom, got []',
    ]);
  });
});

describe('engagements and pages', () => {
  test('of an app stand beside those of Trellis', () => {
    const quoted = { label: 'asked for a quote', human: true, position: 'bottom', fastTrack: true } as const;
    const { engagements, pages } = definePolicy({
      engagements: { quoted },
      pages: { calculator: { label: 'calculator', position: 'middle' } },
    });
    expect(engagements).toMatchObject({ quoted, clicked: { label: 'clicked a link' } });
    expect(Object.keys(pages)).toEqual(['pricing', 'careers', 'article', 'calculator']);
  });

  test('that can not be are told at once', () => {
    const faults = faultsOf({
      engagements: {
        'asked for it': { label: 'asked for it', human: true },
        unsubscribed: { label: 'unsubscribed', human: true },
        scanned: { label: 'scanned', human: false, fastTrack: true },
        left: { label: 'left', human: true, position: 'up' as 'top', closes: 'gone' as 'hold' },
      },
      pages: { Calculator: { label: 'calculator', position: 'near' as 'top' } },
    });
    expect(faults).toEqual([
      'engagements: unsubscribed: human and closes of a core kind are fixed',
      'engagements: asked for it: expected a name of letters and digits that begins with a small letter',
      'engagements: scanned: expected neither a position nor fastTrack, for it proves no human',
      'engagements: left: expected a position (top, middle, bottom), got "up"',
      'engagements: left: closes: expected a reason to close a channel, got "gone"',
      'pages: Calculator: expected a name of letters and digits that begins with a small letter',
      'pages: Calculator: expected a position (top, middle, bottom), got "near"',
    ]);
  });
});

describe('personas', () => {
  test('of an app stand beside those that a title tells, in the order of their ranks', () => {
    const { personas } = definePolicy({ personas: { installer: { label: 'Installer', pace: 1, rank: 1.5 } } });
    expect(rankedPersonas(personas, 'user')).toEqual(['user', 'champion', 'installer', 'decision-maker', 'buyer']);
  });

  test('that can not be are told at once', () => {
    expect(
      faultsOf({
        personas: {
          Installer: { label: 'Installer', pace: 1, rank: 5 },
          user: { label: 'User', pace: 0, rank: 1 },
        },
      }),
    ).toEqual([
      'personas: user: pace: expected more than 0, got 0',
      'personas: Installer: expected a name of small letters and hyphens, for files are called by it',
      'personas: rank: expected a rank of its own for each, got 1 for champion and user',
    ]);
  });
});
