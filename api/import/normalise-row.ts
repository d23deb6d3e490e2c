import { consentBases, consentOf, type Consent, type ConsentBasis } from '../../domain/consent.ts';
import type { AccountKind } from '../../db/columns.ts';
import type { LeadToKeep } from '../../db/keep-leads.ts';
import { matchingAddress } from '../../domain/address.ts';
import type { Instant } from '../../domain/clock.ts';
import { countryCode, regionOf } from '../../domain/country.ts';
import { companyDomain } from '../../domain/email-domain.ts';
import { isZone } from '../../domain/local-time.ts';
import { personas, seniorities, type Persona, type Seniority } from '../../domain/persona.ts';
import { personaOf, seniorityOf } from '../../domain/title.ts';
import { zoneFor } from '../../domain/zone.ts';
import { addressesIn } from './addresses.ts';
import { consentWord, saysOut, yesOrNo, type ConsentWord } from './answers.ts';
import { cellText, isGarbled } from './cell-text.ts';
import { readDate, type DateOrder } from './dates.ts';
import type { LeadField } from './fields.ts';
import { employees } from './sizes.ts';

/** What holds for all rows that do not say otherwise. */
export interface RowDefaults {
  readonly source: string;
  /** `none`: nobody knows of any; such leads are kept, and not mailed. */
  readonly consentBasis: ConsentBasis | 'none';
  readonly at: Instant;
  /** IANA; for leads whose country says nothing. */
  readonly zone: string;
  /** The order of day and month in the columns of dates; undefined where nothing tells it. */
  readonly dates?: Readonly<Partial<Record<LeadField, DateOrder | undefined>>>;
}

/** The cells of a row by field; of several columns in their order. */
export type RowCells = Readonly<Partial<Record<LeadField, string | readonly string[]>>>;

/** A value that is not taken, because it is not understood. */
export interface UnreadCell {
  readonly field: LeadField;
  readonly value: string;
  readonly reason: string;
}

/** A row that is no lead, and why. */
export interface BadRow {
  readonly reason: string;
  /** The field at fault. */
  readonly field?: LeadField;
  /** Whose no stands in the row, if one does and the address can be read: it holds although the row does not. */
  readonly refusedBy?: string;
}

export type GoodRow = LeadToKeep & { readonly unread?: readonly UnreadCell[] };

/** A row as a lead, or why it can't be one. */
export function normaliseRow(row: RowCells, defaults: RowDefaults): GoodRow | BadRow {
  const cells = new RowReader(row);
  const { given } = cells;
  const address = addressOf(cells);
  if ('reason' in address) return address;
  const { email } = address;
  const country = countryCode(given('country'));
  const emailKey = matchingAddress(email);
  const consent = consentIn(cells, country, defaults);
  const optedOut = cells.all('optedOut').some(saysOut) || cells.all('doNotContact').some(saysOut);
  if ('reason' in consent) return { ...consent, ...(optedOut && { refusedBy: emailKey }) };
  const zone = given('zone');
  const region = given('region') ?? regionOf(country);
  const title = given('title');
  return {
    email,
    emailKey,
    ...namesOf(given),
    title,
    phone: phoneOf(cells),
    country,
    zone: zone !== undefined && isZone(zone) ? zone : zoneFor(country, given('state'), defaults.zone).zone,
    persona: keyOf<Persona>(personas, given('persona')) ?? personaOf(title),
    seniority: keyOf<Seniority>(seniorities, given('seniority')) ?? seniorityOf(title),
    source: given('source') ?? defaults.source,
    company: companyOf(cells, email, region),
    consents: consent.consents,
    optedOut,
    ...(consent.withdrawn && { withdrawn: true }),
    ...((cells.all('doNotCall').some(saysOut) || cells.all('doNotContact').some(saysOut)) && { doNotCall: true }),
    ...(cells.unread.length > 0 && { unread: cells.unread }),
  };
}

/** Characters; what is longer is no name, title or place. */
const LONGEST_VALUE = 1_000;

/** The cells of a row as values, and a list of those that are not understood. */
class RowReader {
  readonly unread: UnreadCell[] = [];
  readonly #row: RowCells;

  constructor(row: RowCells) {
    this.#row = row;
  }

  /** All values of a field that are not empty, as they stand in its columns. */
  readonly all = (field: LeadField): string[] => {
    const cells = this.#row[field];
    if (cells === undefined || cells === '') return [];
    return (typeof cells === 'string' ? [cells] : cells).map(cellText).filter((text) => text !== '');
  };

  /** The first value of a field. */
  readonly given = (field: LeadField): string | undefined => {
    const cells = this.#row[field];
    const [text] = typeof cells === 'string' ? [cellText(cells)] : cells === undefined ? [] : this.all(field);
    if (!text) return undefined;
    if (text.length <= LONGEST_VALUE && !isGarbled(text)) return text;
    this.miss(
      field,
      text.slice(0, 100),
      text.length > LONGEST_VALUE ? `is longer than ${LONGEST_VALUE} characters` : 'has letters that can’t be read',
    );
    return undefined;
  };

  readonly miss = (field: LeadField, value: string, reason: string): void => {
    this.unread.push({ field, value, reason });
  };
}

type Given = RowReader['given'];

function addressOf(cells: RowReader): { readonly email: string } | BadRow {
  const texts = cells.all('email');
  for (const text of texts) {
    const [email] = addressesIn(text);
    if (email !== undefined) return { email };
  }
  const [text] = texts;
  return {
    field: 'email',
    reason: text === undefined ? 'has no email address' : `"${text.slice(0, 100)}" is not an email address`,
  };
}

function namesOf(given: Given): { firstName: string | undefined; lastName: string | undefined } {
  const [first, ...rest] = given('name')?.split(/\s+/) ?? [];
  return { firstName: given('firstName') ?? first, lastName: given('lastName') ?? (rest.join(' ') || undefined) };
}

/** The first number: direct before mobile before switchboard. */
function phoneOf(cells: RowReader): string | undefined {
  for (const text of cells.all('phone')) {
    const number = text.replace(/^[a-z]{1,3}:\s*/i, '');
    if (/^[+(\d][\d\s().\-–/]{3,40}(?:(?:ext|x|dw)\.?\s?\d{1,6})?$/i.test(number)) return number;
    cells.miss('phone', text, 'is no phone number');
  }
  return undefined;
}

function companyOf(cells: RowReader, email: string, region: string | undefined): LeadToKeep['company'] {
  const { given } = cells;
  const domain = hostOf(given('domain')) ?? companyDomain(email);
  const name = given('company') ?? domain;
  if (name === undefined) return undefined;
  const headcount = given('size');
  const size = headcount === undefined ? undefined : employees(headcount);
  if (headcount !== undefined && size === undefined) cells.miss('size', headcount, 'is no number of employees');
  return { name, domain, kind: accountKindOf(given('relationship')), size, industry: given('industry'), region };
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

interface RowConsent {
  readonly consents: readonly Consent[];
  /** A clear no: what stands on file ends. */
  readonly withdrawn?: true;
}

const NO_CONSENT: RowConsent = { consents: [] };

/** What a row says of consent. A no in any column wins; what proves a consent must be readable, or the row is no lead. */
function consentIn(cells: RowReader, country: string | undefined, defaults: RowDefaults): RowConsent | BadRow {
  const texts = cells.all('consentBasis');
  const words = texts.map(consentWord);
  if (words.includes('no')) return { consents: [], withdrawn: true };
  const unread = texts[words.indexOf(undefined)];
  if (unread !== undefined)
    return {
      field: 'consentBasis',
      reason: `"${unread.slice(0, 100)}" is no consent basis; use one of: ${[...Object.keys(consentBases), 'none'].join(', ')}`,
    };
  const basis = basisOf(words as ConsentWord[], defaults.consentBasis);
  if (basis === 'none') return NO_CONSENT;
  const givenAt = dateOf(cells, 'consentAt', defaults);
  if (typeof givenAt === 'object') return givenAt;
  const confirmedAt = confirmationOf(cells, consentBases[basis].needsConfirmation, defaults);
  if (typeof confirmedAt === 'object') return confirmedAt;
  const source = cells.given('source') ?? defaults.source;
  const consent = consentOf({ basis, country, source, at: givenAt ?? defaults.at, confirmedAt });
  return { consents: [consent] };
}

/** A basis that is named counts before a mere yes; a yes is an opt-in, where the import's own basis is none. */
function basisOf(words: readonly ConsentWord[], own: ConsentBasis | 'none'): ConsentBasis | 'none' {
  const named = words.find((word) => word !== 'yes' && word !== 'no');
  if (named !== undefined) return named;
  if (words.length === 0) return own;
  return own !== 'none' && consentBases[own].optIn ? own : 'optIn';
}

const DAY = 24 * 60 * 60 * 1000;

/** The date of a consent: none where none is given; a row whose date can't be read proves nothing. */
function dateOf(cells: RowReader, field: 'consentAt' | 'confirmedAt', { at, dates }: RowDefaults): Instant | BadRow | undefined {
  const text = cells.given(field);
  if (text === undefined) return undefined;
  const date = readDate(text, dates?.[field]);
  const what = field === 'consentAt' ? 'the consent' : 'the confirmation';
  if (date === undefined)
    return {
      field,
      reason: `"${text.slice(0, 100)}" is no date of ${what} that can be read for certain; write it as 2026-01-31`,
    };
  // A day that has begun elsewhere may not have begun here.
  if (date > at + DAY) return { field, reason: `"${text.slice(0, 100)}", the date of ${what}, is in the future` };
  return Math.min(date, at);
}

/** When a consent was confirmed. "No" and 0 say that it was not; "yes" without a date proves nothing. */
function confirmationOf(cells: RowReader, isNeeded: boolean, defaults: RowDefaults): Instant | BadRow | undefined {
  const [text] = cells.all('confirmedAt');
  if (text === undefined) return undefined;
  const answer = text === '-1' ? false : yesOrNo(text);
  if (answer === false) return undefined;
  const date = answer === undefined ? dateOf(cells, 'confirmedAt', defaults) : undefined;
  if (typeof date !== 'object' && date !== undefined) return date;
  const reason = typeof date === 'object' ? date.reason : `"${text}" gives no date of the confirmation`;
  if (isNeeded && typeof date === 'object') return date;
  cells.miss('confirmedAt', text, reason);
  return undefined;
}
