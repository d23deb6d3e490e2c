import type { AccountKind } from '../../db/columns.ts';
import type { ConsentBasis } from '../../domain/contact/consent.ts';
import type { Persona, Seniority } from '../../domain/people/persona.ts';
import type { PartId } from '../../simulate/audience/parts.ts';

/** A company of the demo. */
export interface Company {
  readonly name: string;
  readonly domain: string;
  readonly employees: number;
  readonly industry: string;
  readonly country: string;
  readonly state?: string;
  readonly region: string;
  readonly kind: AccountKind;
}

export interface PersonConsent {
  readonly basis: ConsentBasis;
  /** ISO dates. */
  readonly on: string;
  readonly confirmedOn?: string;
}

/** A person in the CSV, with the part that they play, which only the demo knows. */
export interface Person {
  readonly part: PartId;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly title: string;
  readonly phone: string;
  readonly mobile?: string;
  readonly persona: Persona;
  readonly seniority: Seniority;
  readonly company: Company;
  /** Undefined: without a known consent basis. */
  readonly consent?: PersonConsent;
  readonly source: string;
}

/** One row of the file: a person, or the same person again in another spelling. */
export interface Row {
  readonly person: Person;
  readonly duplicate: boolean;
  /** As written in this row. */
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}
