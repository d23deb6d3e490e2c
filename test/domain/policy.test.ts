import { describe, expect, test } from 'vitest';
import { BadPolicy } from '../../domain/policy/bad-policy.ts';
import { definePolicy, type PolicyChanges } from '../../domain/policy/policy.ts';

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
