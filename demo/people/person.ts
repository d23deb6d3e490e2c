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

/** Somebody in the CSV, and what only the play knows of them: the part that they play. */
export interface Person {
  readonly part: PartId;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly title: string;
  readonly phone: string;
  readonly persona: Persona;
  readonly seniority: Seniority;
  readonly company: Company;
  /** Missing: nobody knows on what basis we could write. */
  readonly consent?: PersonConsent;
  readonly source: string;
}

/** One row of the file: a person, or the same person once more in another spelling. */
export interface Row {
  readonly person: Person;
  readonly duplicate: boolean;
  /** As they stand in this row. */
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}
