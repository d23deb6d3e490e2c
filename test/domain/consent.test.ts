import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consentBases, consentOf, consentsLack, noConsentReasons, type ConsentBasis } from '../../domain/contact/consent.ts';
import { standardConsent } from '../../domain/contact/consent-policy.ts';
import { contactability } from '../../domain/contact/contactability.ts';
import { definePolicy } from '../../domain/policy/policy.ts';

const at = Date.parse('2026-08-31T12:00:00Z');
const day = (instant: number | undefined) => (instant === undefined ? 'open' : new Date(instant).toISOString().slice(0, 10));
const countries = { de: 'DE', at: 'AT', ca: 'CA', eu: 'FR', uk: 'GB', us: 'US', other: 'JP' };
const given = (basis: ConsentBasis, country: string) => consentOf(standardConsent, { basis, country, source: 'form/demo', at });

test('an inquiry allows what the law of its country says, and for how long', () => {
  const table = Object.values(countries).map((country) => {
    const { jurisdiction, purpose, expiresAt } = given('inquiry', country);
    return `${jurisdiction} ${purpose} ${day(expiresAt)}`;
  });
  expect(table).toEqual([
    'de service 2028-08-31',
    'at service 2028-08-31',
    'ca marketing 2027-02-28',
    'eu marketing 2028-08-31',
    'uk marketing 2028-08-31',
    'us marketing 2029-08-31',
    'other service 2027-02-28',
  ]);
  expect(Object.keys(countries)).toEqual(Object.keys(standardConsent.jurisdictions));
});

test('a Canadian customer counts as one for two years', () => {
  expect(day(given('customer', 'CA').expiresAt)).toBe('2028-08-31');
  expect(day(given('customer', 'FR').expiresAt)).toBe('open');
});

test('months end on their own last days', () => {
  const leap = consentOf(standardConsent, {
    basis: 'inquiry',
    country: 'CA',
    source: 'x',
    at: Date.parse('2027-08-31T23:30:00Z'),
  });
  expect(new Date(leap.expiresAt ?? 0).toISOString()).toBe('2028-02-29T23:30:00.000Z');
});

test('a person who asked for a call may be called and answered, and gets no marketing', () => {
  const consents = [given('inquiry', 'DE')];
  expect(contactability(standardConsent, consents, [], 'phone', at)).toEqual({ may: true });
  expect(contactability(standardConsent, consents, [], 'email', at, 'service')).toEqual({ may: true });
  expect(contactability(standardConsent, consents, [], 'email', at)).toEqual({ may: false, because: 'noConsent' });
});

test('a withdrawn consent is no longer valid', () => {
  const consent = { ...given('optIn', 'DE'), withdrawnAt: at + 10 };
  expect(consentsLack(standardConsent, [consent], 'marketing', at + 9)).toBeUndefined();
  expect(consentsLack(standardConsent, [consent], 'marketing', at + 10)).toBe('consentWithdrawn');
});

test('consent to marketing includes answers, whatever the basis', () => {
  const bases = fc.constantFrom(...(Object.keys(consentBases) as ConsentBasis[]));
  const places = fc.constantFrom(...Object.values(countries));
  fc.assert(
    fc.property(fc.array(fc.tuple(bases, places)), fc.nat(1_000), (list, days) => {
      const consents = list.map(([basis, country]) => given(basis, country));
      const later = at + days * 86_400_000;
      if (!consentsLack(standardConsent, consents, 'marketing', later))
        expect(consentsLack(standardConsent, consents, 'service', later)).toBeUndefined();
    }),
  );
});

test('every reason says how it can change', () => {
  for (const { wayOut } of Object.values(noConsentReasons)) expect(wayOut).toMatch(/^[A-Z][^]{20,}\.$/);
});

const swiss = { label: 'Switzerland', optInOnly: true, inquiryAllows: 'service', months: { inquiry: 12 } } as const;

test('an app adds a jurisdiction, and changes one field of another', () => {
  const { consent } = definePolicy({
    consent: { jurisdictions: { ch: swiss, de: { months: { inquiry: 12 } } }, countries: { CH: 'ch', JP: 'us' } },
  });
  const inquiry = (country: string) => {
    const { jurisdiction, purpose, expiresAt } = consentOf(consent, { basis: 'inquiry', country, source: 'x', at });
    return `${jurisdiction} ${purpose} ${day(expiresAt)}`;
  };
  expect(['CH', 'DE', 'JP', 'FR'].map(inquiry)).toEqual([
    'ch service 2027-08-31',
    'de service 2027-08-31',
    'us marketing 2029-08-31',
    'eu marketing 2028-08-31',
  ]);
});

test('a changed law applies to earlier consents, and a removed one counts as the strictest', () => {
  const french = consentOf(standardConsent, { basis: 'legitimateInterest', country: 'FR', source: 'x', at });
  const { consent: strict } = definePolicy({ consent: { jurisdictions: { eu: { optInOnly: true } } } });
  expect(consentsLack(standardConsent, [french], 'marketing', at)).toBeUndefined();
  expect(consentsLack(strict, [french], 'marketing', at)).toBe('optInNeeded');
  expect(consentsLack(standardConsent, [{ ...french, jurisdiction: 'ch' }], 'marketing', at)).toBe('optInNeeded');
});

test('an app says which bases are an opt-in', () => {
  const { consent } = definePolicy({ consent: { bases: { customer: { optIn: false } } } });
  const german = given('customer', 'DE');
  expect(consentsLack(standardConsent, [german], 'marketing', at)).toBeUndefined();
  expect(consentsLack(consent, [german], 'marketing', at)).toBe('optInNeeded');
});
