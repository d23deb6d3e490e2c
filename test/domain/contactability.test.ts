import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consentBases, jurisdictionOf, purposes } from '../../domain/contact/consent.ts';
import type { Consent, ConsentBasis, Purpose } from '../../domain/contact/consent.ts';
import { contactability, mergePermissions } from '../../domain/contact/contactability.ts';
import { mayLift, suppressionReasons } from '../../domain/contact/suppression.ts';
import type { Lifter, Suppression, SuppressionReason } from '../../domain/contact/suppression.ts';
import { suppressionScopes, type SuppressionScope } from '../../domain/contact/suppression-scope.ts';
import { standardConsent } from '../../domain/contact/consent-policy.ts';

const consent: Consent = { purpose: 'marketing', jurisdiction: 'uk', basis: 'optIn', source: 'form', at: 10 };
const unsubscribed: Suppression = { scope: 'lead', channel: 'email', reason: 'unsubscribed', setBy: 'person', at: 20 };
const hold: Suppression = { scope: 'lead', channel: 'all', reason: 'hold', setBy: 'rep', at: 20, until: 50 };

describe('a lead may get emails', () => {
  test('with a valid consent', () => expect(contactability(standardConsent, [consent], [], 'email', 30)).toEqual({ may: true }));

  test.each<[string, Consent[], string]>([
    ['without any consent', [], 'noConsent'],
    ['before the person consented', [{ ...consent, at: 31 }], 'noConsent'],
    ['after the consent expired', [{ ...consent, expiresAt: 30 }], 'consentExpired'],
    ['on a double opt-in that nobody confirmed', [{ ...consent, basis: 'doubleOptIn' }], 'consentUnconfirmed'],
    ['on a consent to something else', [{ ...consent, purpose: 'service' }], 'noConsent'],
    ['in Germany on legitimate interest', [{ ...consent, jurisdiction: 'de', basis: 'legitimateInterest' }], 'optInNeeded'],
  ])('but not %s', (_, consents, because) => {
    expect(contactability(standardConsent, consents, [], 'email', 30)).toEqual({ may: false, because });
  });

  test('from the moment a double opt-in is confirmed', () => {
    const confirmed: Consent = { ...consent, basis: 'doubleOptIn', confirmedAt: 30 };
    expect(contactability(standardConsent, [confirmed], [], 'email', 29)).toEqual({ may: false, because: 'consentUnconfirmed' });
    expect(contactability(standardConsent, [confirmed], [], 'email', 30)).toEqual({ may: true });
  });

  test('on legitimate interest where the law allows it', () => {
    expect(contactability(standardConsent, [{ ...consent, basis: 'legitimateInterest' }], [], 'email', 30)).toEqual({
      may: true,
    });
  });
});

describe('an opt-out', () => {
  test('from email closes email and leaves the phone', () => {
    expect(contactability(standardConsent, [consent], [unsubscribed], 'email', 20)).toEqual({
      may: false,
      because: 'unsubscribed',
    });
    expect(contactability(standardConsent, [consent], [unsubscribed], 'phone', 20)).toEqual({ may: true });
    expect(contactability(standardConsent, [consent], [unsubscribed], 'email', 19)).toEqual({ may: true });
  });

  test("is stronger than a rep's hold, and outlives it", () => {
    expect(contactability(standardConsent, [consent], [hold, unsubscribed], 'email', 30)).toEqual({
      may: false,
      because: 'unsubscribed',
    });
    expect(contactability(standardConsent, [consent], [hold, unsubscribed], 'email', 50)).toEqual({
      may: false,
      because: 'unsubscribed',
    });
  });

  test.each<[SuppressionReason, readonly Lifter[]]>([
    ['complained', ['optIn']],
    ['unsubscribed', ['optIn']],
    ['doNotContact', ['optIn']],
    ['legal', []],
    ['duplicate', []],
    ['bounced', ['optIn', 'manager', 'marketer']],
    ['notRelevant', ['optIn', 'person']],
    ['paused', ['optIn', 'person']],
    ['excludedAccount', ['manager', 'marketer']],
    ['excludedDomain', ['manager', 'marketer']],
    ['stopped', ['manager', 'marketer']],
    ['hold', ['rep', 'manager', 'marketer']],
  ])('nobody lifts a no for the person who said it: %s is lifted by %j', (reason, lifters) => {
    const all: readonly Lifter[] = ['optIn', 'person', 'rep', 'manager', 'marketer'];
    expect(all.filter((by) => mayLift(reason, by))).toEqual(lifters);
  });

  test('that was lifted closes nothing any more', () => {
    expect(contactability(standardConsent, [consent], [{ ...unsubscribed, liftedAt: 40 }], 'email', 40)).toEqual({ may: true });
  });
});

test('a hold says until when, so that an email can wait for its end', () => {
  expect(contactability(standardConsent, [consent], [hold], 'email', 30)).toEqual({ may: false, because: 'hold', until: 50 });
  expect(contactability(standardConsent, [consent], [hold], 'email', 50)).toEqual({ may: true });
  expect(contactability(standardConsent, [], [hold], 'email', 30)).toEqual({ may: false, because: 'hold' });
});

test('countries have a jurisdiction; an unlisted one is treated carefully', () => {
  expect([' de', 'FR', 'UK', 'GB', 'us', 'JP', undefined].map((country) => jurisdictionOf(standardConsent, country))).toEqual([
    'de',
    'eu',
    'uk',
    'uk',
    'us',
    'other',
    'other',
  ]);
  expect(standardConsent.jurisdictions['other']?.optInOnly).toBe(true);
});

describe('two leads made one', () => {
  const keys = <K extends string>(table: Record<K, unknown>): fc.Arbitrary<K> => fc.constantFrom(...(Object.keys(table) as K[]));
  const past = fc.integer({ min: 0, max: 100 });
  const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
  const defined = <T extends object>(record: T): T =>
    Object.fromEntries(Object.entries(record).filter(([, v]) => v !== undefined)) as T;
  const consents: fc.Arbitrary<Consent> = fc
    .record({
      purpose: keys<Purpose>(purposes),
      jurisdiction: keys(standardConsent.jurisdictions),
      basis: keys<ConsentBasis>(consentBases),
      source: fc.constant('import'),
      at: past,
      confirmedAt: optional(past),
      expiresAt: optional(fc.integer({ min: 50, max: 300 })),
      withdrawnAt: optional(fc.integer({ min: 0, max: 300 })),
    })
    .map((record) => defined(record) as Consent);
  const suppressions: fc.Arbitrary<Suppression> = fc
    .record({
      scope: keys<SuppressionScope>(suppressionScopes),
      channel: fc.constantFrom('email' as const, 'phone' as const, 'all' as const),
      reason: keys<SuppressionReason>(suppressionReasons),
      setBy: fc.constantFrom('person' as const, 'rep' as const, 'system' as const),
      at: past,
      until: optional(fc.integer({ min: 50, max: 300 })),
      liftedAt: optional(past),
    })
    .map((record) => defined(record) as Suppression);
  const permissions = fc.record({
    consents: fc.array(consents, { maxLength: 3 }),
    suppressions: fc.array(suppressions, { maxLength: 2 }),
  });

  test('may be reached only when both could be, now and later', () => {
    const channel = fc.constantFrom('email' as const, 'phone' as const);
    fc.assert(
      fc.property(permissions, permissions, channel, keys<Purpose>(purposes), fc.nat(200), (a, b, by, purpose, later) => {
        const may = (of: typeof a) => contactability(standardConsent, of.consents, of.suppressions, by, 100 + later, purpose).may;
        const merged = mergePermissions(standardConsent, a, b, 100);
        if (may(merged as typeof a)) expect([may(a), may(b)]).toEqual([true, true]);
      }),
      { numRuns: 500 },
    );
  });

  test('keep the consent that ends first, and every suppression', () => {
    const ending: Consent = { ...consent, expiresAt: 200 };
    const merged = mergePermissions(
      standardConsent,
      { consents: [consent], suppressions: [hold] },
      { consents: [ending], suppressions: [unsubscribed] },
      100,
    );
    expect(merged).toEqual({ consents: [ending], suppressions: [hold, unsubscribed] });
  });

  test('keep the answer to an inquiry when only one of them agreed to more', () => {
    const inquiry: Consent = { ...consent, purpose: 'service', basis: 'inquiry', expiresAt: 200 };
    const merged = (a: Consent, b: Consent) =>
      mergePermissions(standardConsent, { consents: [a], suppressions: [] }, { consents: [b], suppressions: [] }, 100).consents;
    const ending: Consent = { ...consent, expiresAt: 150 };
    expect(merged(consent, inquiry)).toEqual([inquiry]);
    expect(merged(inquiry, ending)).toEqual([{ ...ending, purpose: 'service' }]);
  });

  test('lose a consent that one of them never gave', () => {
    expect(
      mergePermissions(standardConsent, { consents: [consent], suppressions: [] }, { consents: [], suppressions: [] }, 100)
        .consents,
    ).toEqual([]);
  });
});
