import type { LeadToSave } from '../../services/leads/save-leads.ts';
import { companyDomainOf } from '../../domain/people/company-domain.ts';
import { companyName } from '../../domain/people/company-name.ts';
import { countryCode } from '../../domain/people/country.ts';
import { seniorities, type Persona, type Personas, type Seniority } from '../../domain/people/persona.ts';
import { readName } from '../../domain/people/person-name.ts';
import { firstPhone } from '../../domain/people/phone.ts';
import { isPlaceholder } from '../../domain/text/placeholder.ts';
import { zoneNamed } from '../../domain/time/zone.ts';
import type { LeadField } from './fields.ts';

/** The cells of a row, or the fields of a form or a call about one lead. */
export interface Cells {
  /** The first value of a field; undefined if its cells are empty. */
  given(field: LeadField): string | undefined;
  /** All values of a field, in the order of its columns. */
  all(field: LeadField): readonly string[];
  /** Records that a value was not understood, and so not saved. */
  miss(field: LeadField, value: string, reason: string): void;
}

/** The person in a row. Values that are not understood are recorded and skipped. */
export function personOf(cells: Cells, personas: Personas): LeadToSave['person'] {
  const { read, text } = readerOf(cells);
  const country = read('country', countryCode, 'is not a country of ISO 3166');
  return {
    ...nameOf(cells),
    title: text('title'),
    phone: phoneOf(cells, country),
    country,
    // ND is North Dakota, and a word for "nothing" is no state either.
    state: cells.given('state'),
    zone: read('zone', zoneNamed, 'is not an IANA time zone'),
    persona: read('persona', (value) => keyOf<Persona>(personas, value), 'is not a buying role'),
    seniority: read('seniority', (value) => keyOf<Seniority>(seniorities, value), 'is not a seniority level'),
    company: companyName(cells.given('company')),
    domain: read('domain', companyDomainOf, 'is not the domain of a company'),
  };
}

const kinds = ['customer', 'competitor', 'partner'] as const;

/** The facts of the company in a row, except its size, which is a number that the caller reads. */
export function companyOf(cells: Cells): Omit<LeadToSave['company'], 'size'> {
  const { text } = readerOf(cells);
  const relationship = cells.given('relationship')?.toLowerCase() ?? '';
  return { kind: kinds.find((kind) => relationship.startsWith(kind)), industry: text('industry'), region: text('region') };
}

const readerOf = (cells: Cells) => ({
  text: (field: LeadField): string | undefined => {
    const value = cells.given(field);
    return value === undefined || isPlaceholder(value) ? undefined : value;
  },
  // Parse first, and treat a placeholder as an empty cell only afterwards: NO is Norway.
  read: <T>(field: LeadField, as: (value: string) => T | undefined, reason: string): T | undefined => {
    const value = cells.given(field);
    const found = value === undefined ? undefined : as(value);
    if (value !== undefined && found === undefined && !isPlaceholder(value)) cells.miss(field, value, reason);
    return found;
  },
});

function nameOf(cells: Cells): ReturnType<typeof readName> {
  const said = { firstName: cells.given('firstName'), lastName: cells.given('lastName'), name: cells.given('name') };
  const name = readName(said);
  if (name.firstName === undefined && name.lastName === undefined)
    for (const [field, value] of Object.entries(said))
      if (value !== undefined && !isPlaceholder(value)) cells.miss(field as LeadField, value, 'is not the name of a person');
  return name;
}

function phoneOf(cells: Cells, country: string | undefined): string | undefined {
  const numbers = cells.all('phone');
  const phone = firstPhone(numbers, country);
  if (phone === undefined)
    for (const number of numbers) if (!isPlaceholder(number)) cells.miss('phone', number, 'is not a phone number');
  return phone;
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '');

/** The key that a text names; case and separators make no difference. */
const keyOf = <K extends string>(table: Readonly<Record<K, unknown>>, text: string): K | undefined =>
  (Object.keys(table) as K[]).find((key) => plain(key) === plain(text));
