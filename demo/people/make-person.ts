import { consentBases, type ConsentBasis } from '../../domain/contact/consent.ts';
import type { Persona } from '../../domain/people/persona.ts';
import { seniorityOf } from '../../domain/people/title.ts';
import { sources, titles } from '../../example/people.ts';
import type { Dice } from '../../simulate/dice.ts';
import { firstNames, forAddress, lastNames, type Country } from './names.ts';
import { partOf, type PartId } from '../../simulate/audience/parts.ts';
import type { Company, Person, PersonConsent } from './person.ts';

// Numbers reserved for fiction, in countries that have them.
const phones: Readonly<Record<string, (n: string, areaCode: string) => string>> = {
  NL: (n) => `+31 20 555 0${n}`,
  DE: (n) => `+49 30 23125 ${n}`,
  GB: (n) => `+44 20 7946 0${n}`,
  US: (n, areaCode) => `+1 ${areaCode} 555 0${n.replace(/^\d/, '1')}`,
  SG: (n) => `+65 6555 0${n}`,
};
const mobiles: Readonly<Record<string, (n: string) => string>> = {
  NL: (n) => `+31 6 5550 0${n}`,
  DE: (n) => `+49 171 39200 ${n.slice(1)}`,
  GB: (n) => `+44 7700 900${n}`,
};
/** The area codes of the states of the file. */
const areaCodes: Readonly<Record<string, readonly [string, ...string[]]>> = {
  NY: ['212', '585', '718'],
  CA: ['213', '415', '619'],
};

export interface PersonOrder {
  readonly part: PartId;
  readonly persona: Persona;
  readonly company: Company;
  /** The number of the person. */
  readonly n: number;
}

/** Creates a person at a company. @param taken addresses that are in use */
export function makePerson(dice: Dice, { part, persona, company, n }: PersonOrder, taken: Set<string>): Person {
  const country = company.country as Country;
  const [first, last, email] = freeName(dice, country, company.domain, n, taken);
  const title = dice.pick(titles[persona], 'title', n);
  const { oddity } = partOf(part);
  const consent = oddity === 'noConsent' ? undefined : consentOf(dice, { country, oddity, n });
  const digits = String(100 + Math.floor(dice.fraction('phone', n) * 900));
  const areaCode = dice.pick(areaCodes[company.state ?? ''] ?? [''], 'area', n);
  return {
    part,
    email,
    firstName: first,
    lastName: last,
    title,
    phone: (phones[country] ?? ((tail: string) => tail))(digits, areaCode),
    mobile: dice.chance(0.4, 'mobile', n) ? mobiles[country]?.(digits) : undefined,
    persona,
    seniority: seniorityOf(title),
    company,
    consent,
    source: dice.pick(sources, 'source', n),
  };
}

function freeName(dice: Dice, country: Country, domain: string, n: number, taken: Set<string>): [string, string, string] {
  for (let attempt = 0; ; attempt++) {
    const first = dice.pick(firstNames(country) as [string, ...string[]], 'first', n, attempt);
    const last = dice.pick(lastNames(country) as [string, ...string[]], 'last', n, attempt);
    const name = `${first} ${last}`;
    const email = `${forAddress(first)}.${forAddress(last)}@${domain}`;
    if (taken.has(email) || taken.has(name)) continue;
    taken.add(email).add(name);
    return [first, last, email];
  }
}

interface ConsentOrder {
  readonly country: Country;
  readonly oddity: string | undefined;
  readonly n: number;
}

/** In countries that require an opt-in, the people in the file have given one, because an inquiry only covers its answer there. */
const bases = {
  optInOnly: ['optIn', 'doubleOptIn'],
  others: ['optIn', 'doubleOptIn', 'legitimateInterest', 'inquiry'],
} as const;
const OPT_IN_ONLY: ReadonlySet<Country> = new Set(['DE', 'SG']);

function consentOf(dice: Dice, { country, oddity, n }: ConsentOrder): PersonConsent {
  const basis = basisOf(dice, { country, oddity, n });
  const day = Math.floor(dice.between(20, 160, 'consent', n));
  const on = dayBefore(day);
  const confirmed = consentBases[basis].needsConfirmation && oddity !== 'unconfirmed';
  return { basis, on, confirmedOn: confirmed ? dayBefore(day - 1) : undefined };
}

function basisOf(dice: Dice, { country, oddity, n }: ConsentOrder): ConsentBasis {
  if (oddity === 'unconfirmed') return 'doubleOptIn';
  if (oddity === 'customer') return 'customer';
  return dice.pick(OPT_IN_ONLY.has(country) ? bases.optInOnly : bases.others, 'basis', n);
}

/** The date of the file: its consents are from the past wherever somebody imports it. */
const WRITTEN = Date.UTC(2026, 1, 26);
const dayBefore = (days: number): string => new Date(WRITTEN - days * 86_400_000).toISOString().slice(0, 10);
