import { consentBases, consentOf, type Consent, type ConsentBasis } from '../../domain/contact/consent.ts';
import type { CoreChannel } from '../../domain/contact/suppression.ts';
import type { RefusedChannel } from '../../services/contact/refuse-by-key.ts';
import type { LeadToSave } from '../../services/leads/save-leads.ts';
import { matchingAddress } from '../../domain/people/address.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { LeadFields } from '../../domain/people/lead-fields.ts';
import type { Personas } from '../../domain/people/persona.ts';
import { countryCode } from '../../domain/people/country.ts';
import { firstPhone, phoneKey } from '../../domain/people/phone.ts';
import { cut } from '../../domain/text/cut.ts';
import { DAY } from '../../domain/time/duration.ts';
import { addressesIn } from './addresses.ts';
import { consentWord, saysOut, yesOrNo, type ConsentWord } from './answers.ts';
import { cellText, isGarbled, onOneLine } from './cell-text.ts';
import { readDate, type DateOrder } from './dates.ts';
import { fieldsOf } from './field-value.ts';
import type { LeadField } from './fields.ts';
import { companyOf, personOf, type Cells } from './person-of-row.ts';
import { employees } from './sizes.ts';
import type { ConsentPolicy } from '../../domain/contact/consent-policy.ts';

/** The values for rows that do not specify their own. */
export interface RowDefaults {
  readonly source: string;
  /** `none`: no basis is known; such leads are saved, but get no emails. */
  readonly consentBasis: ConsentBasis | 'none';
  readonly consent: ConsentPolicy;
  readonly at: Instant;
  /** IANA time zone for leads whose country does not give one. */
  readonly zone: string;
  /** The kinds of buyer that a row may name. */
  readonly personas: Personas;
  /** The fields of the app. */
  readonly fields?: LeadFields;
  /** The order of day and month in the columns of dates; undefined where nothing tells it. */
  readonly dates?: Readonly<Partial<Record<LeadField, DateOrder | undefined>>>;
}

/** The cells of a row by field; a list if a field has several columns, in their order. */
export type RowCells = Readonly<Partial<Record<LeadField, string | readonly string[]>>>;

/** A value that was not understood, and so not saved. */
export interface UnreadCell {
  readonly field: LeadField;
  readonly value: string;
  readonly reason: string;
}

/** Why a row is not a lead. */
interface BadCell {
  readonly reason: string;
  /** The field at fault. */
  readonly field?: LeadField;
}

/** A row that is not a lead. */
export interface BadRow extends BadCell {
  /** What the person refuses in this row, which counts although the row is rejected. */
  readonly refused: readonly RefusedChannel[];
}

export type GoodRow = LeadToSave & {
  readonly unread?: readonly UnreadCell[];
  /** What the person refuses, at each of their addresses in the row. */
  readonly refused: readonly RefusedChannel[];
};

/** Converts a row to a lead, or says why it can't be one. */
export function normaliseRow(row: RowCells, defaults: RowDefaults): GoodRow | BadRow {
  const cells = new RowReader(row);
  const isOut = (field: LeadField): boolean => cells.all(field).some(saysOut);
  const optedOut = isOut('optedOut') || isOut('doNotContact');
  const doNotCall = isOut('doNotCall') || isOut('doNotContact');
  const address = addressOf(cells);
  if ('reason' in address) return { ...address, refused: doNotCall ? refusedNumber(cells) : [] };
  const { email } = address;
  const emailKey = matchingAddress(email);
  const person = { ...personOf(cells, defaults.personas), ...fieldsOf(cells, defaults.fields ?? {}, defaults.dates) };
  const consent = consentIn(cells, person.country, defaults);
  const refused = [
    ...(optedOut || 'withdrawn' in consent ? refusedAt(cells, 'email') : []),
    ...(doNotCall ? refusedAt(cells, 'phone') : []),
  ];
  if ('reason' in consent) return { ...consent, refused };
  return {
    email,
    emailKey,
    person,
    company: { ...companyOf(cells), size: sizeOf(cells) },
    source: cells.given('source') ?? defaults.source,
    accountOwner: cells.given('accountOwner'),
    consents: consent.consents,
    optedOut,
    withdrawn: consent.withdrawn,
    doNotCall: doNotCall || undefined,
    refused,
    unread: cells.unread.length > 0 ? cells.unread : undefined,
  };
}

/** A channel that the person refuses, at each of their addresses in the row. */
const refusedAt = (cells: Cells, channel: CoreChannel): RefusedChannel[] =>
  cells
    .all('email')
    .flatMap(addressesIn)
    .map((address) => ({ channel, addressedBy: 'email', address: matchingAddress(address) }));

/** The number in a row without an address: only the number says who is not to be called. */
function refusedNumber(cells: Cells): RefusedChannel[] {
  const number = firstPhone(cells.all('phone'), countryCode(cells.given('country')));
  return number?.startsWith('+') ? [{ channel: 'phone', addressedBy: 'phone', address: phoneKey(number) }] : [];
}

/** Characters; a longer text is not a name, title or place. */
const LONGEST_VALUE = 1_000;

/** The cells of a row as values, and the list of those that were not understood. */
class RowReader implements Cells {
  readonly unread: UnreadCell[] = [];
  readonly #row: RowCells;

  constructor(row: RowCells) {
    this.#row = row;
  }

  /** All non-empty values of a field, in the order of its columns. */
  readonly all = (field: LeadField): string[] => {
    const cells = this.#row[field];
    if (cells === undefined || cells === '') return [];
    return (typeof cells === 'string' ? [cells] : cells).map(cellText).filter((text) => text !== '');
  };

  /** The first value of a field. */
  readonly given = (field: LeadField): string | undefined => {
    const cells = this.#row[field];
    const [said] = typeof cells === 'string' ? [cellText(cells)] : cells === undefined ? [] : this.all(field);
    if (!said) return undefined;
    const text = onOneLine(said);
    if (text.length <= LONGEST_VALUE && !isGarbled(text)) return text;
    this.miss(
      field,
      cut(text, 100),
      text.length > LONGEST_VALUE ? `is longer than ${LONGEST_VALUE} characters` : 'has characters that can’t be read',
    );
    return undefined;
  };

  readonly miss = (field: LeadField, value: string, reason: string): void => {
    this.unread.push({ field, value, reason });
  };
}

function addressOf(cells: RowReader): { readonly email: string } | BadCell {
  const texts = cells.all('email');
  for (const text of texts) {
    const [email] = addressesIn(text);
    if (email !== undefined) return { email };
  }
  const [text] = texts;
  return {
    field: 'email',
    reason: text === undefined ? 'has no email address' : `"${cut(text, 100)}" is not an email address`,
  };
}

function sizeOf(cells: RowReader): number | undefined {
  const headcount = cells.given('size');
  const size = headcount === undefined ? undefined : employees(headcount);
  if (headcount !== undefined && size === undefined) cells.miss('size', headcount, 'is not a number of employees');
  return size;
}

interface RowConsent {
  readonly consents: readonly Consent[];
  /** A clear no ends the consent on file. */
  readonly withdrawn?: true;
}

const NO_CONSENT: RowConsent = { consents: [] };

/** The consent in a row. A no in any column wins. Proof of consent must be readable; otherwise the row is rejected. */
function consentIn(cells: RowReader, country: string | undefined, defaults: RowDefaults): RowConsent | BadCell {
  const texts = cells.all('consentBasis');
  const words = texts.map(consentWord);
  if (words.includes('no')) return { consents: [], withdrawn: true };
  const unread = texts[words.indexOf(undefined)];
  if (unread !== undefined)
    return {
      field: 'consentBasis',
      reason: `"${cut(unread, 100)}" is not a consent basis; use one of: ${[...Object.keys(consentBases), 'none'].join(', ')}`,
    };
  const named = basisOf(words as ConsentWord[], defaults);
  if (named === 'none') return NO_CONSENT;
  // If the file calls an opt-in unconfirmed, it was meant to be a double opt-in.
  const basis = named === 'optIn' && cells.all('confirmedAt').some(saysUnconfirmed) ? 'doubleOptIn' : named;
  const givenAt = dateOf(cells, 'consentAt', defaults);
  if (typeof givenAt === 'object') return givenAt;
  const confirmedAt = confirmationOf(cells, defaults.consent.bases[basis].needsConfirmation, defaults);
  if (typeof confirmedAt === 'object') return confirmedAt;
  const source = cells.given('source') ?? defaults.source;
  const consent = consentOf(defaults.consent, { basis, country, source, at: givenAt ?? defaults.at, confirmedAt });
  return { consents: [consent] };
}

/** A named basis outranks a mere yes. A yes is an opt-in if the import itself has no basis. */
function basisOf(
  words: readonly ConsentWord[],
  { consent, consentBasis: own }: Pick<RowDefaults, 'consent' | 'consentBasis'>,
): ConsentBasis | 'none' {
  const named = words.find((word) => word !== 'yes' && word !== 'no');
  if (named !== undefined) return named;
  if (words.length === 0) return own;
  return own !== 'none' && consent.bases[own].optIn ? own : 'optIn';
}

/** The date of a consent, if there is one. A row with an unreadable date proves nothing. */
function dateOf(cells: RowReader, field: 'consentAt' | 'confirmedAt', { at, dates }: RowDefaults): Instant | BadCell | undefined {
  const text = cells.given(field);
  if (text === undefined) return undefined;
  const date = readDate(text, dates?.[field]);
  const what = field === 'consentAt' ? 'the consent' : 'the confirmation';
  if (date === undefined)
    return {
      field,
      reason: `"${cut(text, 100)}" is not an unambiguous date of ${what}; write it as 2026-01-31`,
    };
  // A day may have begun elsewhere before it begins here.
  if (date > at + DAY) return { field, reason: `"${cut(text, 100)}", the date of ${what}, is in the future` };
  return Math.min(date, at);
}

const saysUnconfirmed = (text: string): boolean => text === '-1' || yesOrNo(text) === false;

/** When a consent was confirmed. "No" and 0 mean that it was not; "yes" without a date proves nothing. */
function confirmationOf(cells: RowReader, isNeeded: boolean, defaults: RowDefaults): Instant | BadCell | undefined {
  const [text] = cells.all('confirmedAt');
  if (text === undefined || saysUnconfirmed(text)) return undefined;
  const date = yesOrNo(text) === undefined ? dateOf(cells, 'confirmedAt', defaults) : undefined;
  if (typeof date !== 'object' && date !== undefined) return date;
  const reason = typeof date === 'object' ? date.reason : `"${text}" is not a date of confirmation`;
  if (isNeeded && typeof date === 'object') return date;
  cells.miss('confirmedAt', text, reason);
  return undefined;
}
