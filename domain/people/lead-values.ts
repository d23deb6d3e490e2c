import { companyDomainOf } from './company-domain.ts';
import { giverOf, holds, valueOf, type Said } from './given.ts';
import { fieldNamed, isFieldKey, type FieldKey, type FieldValue, type SavedFields } from './lead-fields.ts';
import type { Persona, Seniority } from './persona.ts';
import { personaOf, seniorityOf } from './title.ts';
import { zoneFor } from '../time/zone.ts';

/** The values that sources give about a person. */
export interface PersonValues {
  readonly firstName: string;
  readonly lastName: string;
  readonly title: string;
  readonly phone: string;
  /** ISO 3166-1. */
  readonly country: string;
  /** A state or province, as the source wrote it. */
  readonly state: string;
  /** IANA. */
  readonly zone: string;
  readonly persona: Persona;
  readonly seniority: Seniority;
  /** The name of their company. */
  readonly company: string;
  /** Its registrable domain. */
  readonly domain: string;
  /** The fields that the app has added. */
  readonly [field: FieldKey]: FieldValue;
}

export type SaidOfPerson = Said<PersonValues>;

/** A lead's values: the given ones, and those derived from them. */
export interface LeadValues {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly title: string | null;
  readonly phone: string | null;
  readonly country: string | null;
  readonly zone: string;
  /** Whether the zone is certain; if not, the lead may live in another zone of its country. */
  readonly zoneSure: boolean;
  readonly persona: Persona;
  readonly seniority: Seniority;
  readonly fields: SavedFields;
}

/**
 * Derives a lead from every source's values.
 * @param otherwise the zone (IANA) of a lead whose location is unknown
 */
export function leadFrom(said: readonly SaidOfPerson[], otherwise: string): LeadValues {
  const value = <K extends keyof PersonValues>(field: K): PersonValues[K] | undefined => valueOf(said, field);
  const [title, country, zone] = [value('title'), value('country'), value('zone')];
  const place =
    zone !== undefined && holds(said, 'zone', 'country') ? { zone, sure: true } : zoneFor(country, value('state'), otherwise);
  const given = <K extends 'persona' | 'seniority'>(field: K): PersonValues[K] | undefined =>
    holds(said, field, 'title') ? value(field) : undefined;
  return {
    firstName: value('firstName') ?? null,
    lastName: value('lastName') ?? null,
    title: title ?? null,
    phone: value('phone') ?? null,
    country: country ?? null,
    zone: place.zone,
    zoneSure: place.sure,
    persona: given('persona') ?? personaOf(title),
    seniority: given('seniority') ?? seniorityOf(title),
    fields: fieldsIn(said),
  };
}

/** The fields of the app, as they were said. */
const fieldsIn = (said: readonly SaidOfPerson[]): SavedFields =>
  Object.fromEntries(
    said
      .flatMap(({ values }) => Object.keys(values))
      .filter(isFieldKey)
      .toSorted()
      .flatMap((key) => {
        const value = valueOf(said, key);
        return value === undefined ? [] : [[fieldNamed(key), value]];
      }),
  );

/** By what the company of a lead is found. */
export interface CompanyKey {
  /** The registrable domain; undefined for a person with a free-mail address who gave only the name. */
  readonly domain: string | undefined;
  readonly name: string | undefined;
}

/**
 * The company of a lead: the one whose website our own sources name, else the one that hosts the lead's mailbox, else the one that
 * the lead claims. Undefined if there is none of these.
 */
export function companyFrom(said: readonly SaidOfPerson[], email: string): CompanyKey | undefined {
  const [website, name] = [valueOf(said, 'domain'), valueOf(said, 'company')];
  const mailbox = companyDomainOf(email);
  const giver = giverOf(said, 'domain');
  const isClaimed = giver === 'claim' || giver === 'person';
  const domain = isClaimed ? (mailbox ?? website) : (website ?? mailbox);
  return domain === undefined && name === undefined ? undefined : { domain, name };
}
