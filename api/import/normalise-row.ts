import type { ConsentBasis, Consent } from '../../domain/consent.ts';
import { consentBases, consentOf } from '../../domain/consent.ts';
import type { LeadToKeep } from '../../db/keep-leads.ts';
import { isPlausibleAddress, matchingAddress, normaliseAddress } from '../../domain/address.ts';
import type { Instant } from '../../domain/clock.ts';
import type { LeadField } from './fields.ts';
import { companyOf, personOf, type Cells } from './person-of-row.ts';

/** What holds for all rows that do not say otherwise. */
export interface RowDefaults {
  readonly source: string;
  /** `none`: nobody knows of any; such leads are kept, and not mailed. */
  readonly consentBasis: ConsentBasis | 'none';
  readonly at: Instant;
  /** IANA; for leads whose country says nothing. */
  readonly zone: string;
}

export type RowCells = Readonly<Partial<Record<LeadField, string>>>;

/** A row as a lead, or why it can't be one. */
export function normaliseRow(row: RowCells, defaults: RowDefaults): LeadToKeep | { readonly reason: string } {
  const given = (field: LeadField): string | undefined => row[field]?.trim() || undefined;
  const cells: Cells = { given, all: (field) => [given(field)].filter((value) => value !== undefined), miss() {} };
  const email = given('email');
  if (email === undefined) return { reason: 'has no email address' };
  if (!isPlausibleAddress(email)) return { reason: `"${email}" is not an email address` };
  const basis = basisOf(given('consentBasis'), defaults);
  if (basis === undefined)
    return {
      reason: `"${given('consentBasis')}" is no consent basis; use one of: ${[...Object.keys(consentBases), 'none'].join(', ')}`,
    };
  const person = personOf(cells);
  const size = Number.parseInt(given('size')?.replaceAll(/[.,\s]/g, '') ?? '', 10);
  return {
    email: normaliseAddress(email),
    emailKey: matchingAddress(email),
    person,
    company: { ...companyOf(cells), size: Number.isSafeInteger(size) ? size : undefined },
    source: given('source') ?? defaults.source,
    consents: basis === 'none' ? [] : [consentFrom(basis, given, person.country, defaults)],
    optedOut: isYes(given('optedOut')),
  };
}

type Given = Cells['given'];

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '');
const keyOf = <K extends string>(table: Readonly<Record<K, unknown>>, text: string | undefined): K | undefined =>
  text === undefined ? undefined : (Object.keys(table) as K[]).find((key) => plain(key) === plain(text));

function basisOf(text: string | undefined, { consentBasis }: RowDefaults): ConsentBasis | 'none' | undefined {
  if (text === undefined) return consentBasis;
  return plain(text) === 'none' ? 'none' : keyOf<ConsentBasis>(consentBases, text);
}

function consentFrom(basis: ConsentBasis, given: Given, country: string | undefined, { source, at }: RowDefaults): Consent {
  return consentOf({
    basis,
    country,
    source: given('source') ?? source,
    at: Math.min(instantFrom(given('consentAt')) ?? at, at),
    confirmedAt: instantFrom(given('confirmedAt')),
  });
}

const instantFrom = (text: string | undefined): Instant | undefined => {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
};

const isYes = (text = ''): boolean => /^(yes|y|true|1|x|ja)$/i.test(text);
