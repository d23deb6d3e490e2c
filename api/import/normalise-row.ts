import type { ConsentBasis, Consent } from '../../domain/consent.ts';
import { consentBases, consentOf } from '../../domain/consent.ts';
import type { AccountKind } from '../../db/columns.ts';
import type { LeadToKeep } from '../../db/keep-leads.ts';
import type { Instant } from '../../domain/clock.ts';
import { countryCode, regionOf } from '../../domain/country.ts';
import { isPlausibleAddress, matchingAddress, normaliseAddress } from '../../domain/address.ts';
import { companyDomain } from '../../domain/email-domain.ts';
import { isZone } from '../../domain/local-time.ts';
import { personas, seniorities, type Persona, type Seniority } from '../../domain/persona.ts';
import { personaOf, seniorityOf } from '../../domain/title.ts';
import { zoneFor } from '../../domain/zone.ts';
import type { LeadField } from './fields.ts';

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
export function normaliseRow(cells: RowCells, defaults: RowDefaults): LeadToKeep | { readonly reason: string } {
  const given = (field: LeadField): string | undefined => cells[field]?.trim() || undefined;
  const email = given('email');
  if (email === undefined) return { reason: 'has no email address' };
  if (!isPlausibleAddress(email)) return { reason: `"${email}" is not an email address` };
  const basis = basisOf(given('consentBasis'), defaults);
  if (basis === undefined)
    return {
      reason: `"${given('consentBasis')}" is no consent basis; use one of: ${[...Object.keys(consentBases), 'none'].join(', ')}`,
    };
  const country = countryCode(given('country'));
  const zone = given('zone');
  const persona = keyOf<Persona>(personas, given('persona'));
  const region = given('region') ?? regionOf(country);
  return {
    email: normaliseAddress(email),
    emailKey: matchingAddress(email),
    ...namesOf(given),
    title: given('title'),
    phone: given('phone'),
    country,
    zone: zone !== undefined && isZone(zone) ? zone : zoneFor(country, given('state'), defaults.zone).zone,
    persona: persona ?? personaOf(given('title')),
    seniority: keyOf<Seniority>(seniorities, given('seniority')) ?? seniorityOf(given('title')),
    source: given('source') ?? defaults.source,
    company: companyOf(given, email, region),
    consents: basis === 'none' ? [] : [consentFrom(basis, given, country, defaults)],
    optedOut: isYes(given('optedOut')),
  };
}

type Given = (field: LeadField) => string | undefined;

function namesOf(given: Given): { firstName: string | undefined; lastName: string | undefined } {
  const [first, ...rest] = given('name')?.split(/\s+/) ?? [];
  return { firstName: given('firstName') ?? first, lastName: given('lastName') ?? (rest.join(' ') || undefined) };
}

function companyOf(given: Given, email: string, region: string | undefined): LeadToKeep['company'] {
  const domain = hostOf(given('domain')) ?? companyDomain(email);
  const name = given('company') ?? domain;
  if (name === undefined) return undefined;
  const size = Number.parseInt(given('size')?.replaceAll(/[.,\s]/g, '') ?? '', 10);
  return {
    name,
    domain,
    kind: accountKindOf(given('relationship')),
    size: Number.isSafeInteger(size) ? size : undefined,
    industry: given('industry'),
    region,
  };
}

const hostOf = (text: string | undefined): string | undefined => {
  const url = text && URL.parse(text.includes('://') ? text : `https://${text}`);
  return url ? url.hostname.replace(/^www\./, '') : undefined;
};

const kinds: readonly AccountKind[] = ['customer', 'competitor', 'partner'];
const accountKindOf = (text = ''): AccountKind => kinds.find((kind) => text.toLowerCase().startsWith(kind)) ?? 'prospect';

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
