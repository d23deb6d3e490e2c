import type { AddressKind, FactField } from '../../db/leads/enrichment.ts';

export type { AddressKind, FactField };

/** What a provider gets to know of a lead. It stays inside the activity. */
export interface LeadToEnrich {
  readonly id: string;
  readonly email: string;
  readonly country?: string;
}

export interface FoundFact {
  readonly field: FactField;
  readonly value: string | number | boolean;
  /** How sure the provider is, 0–1; from `CONFIDENT` on nobody else is asked. */
  readonly confidence: number;
}

/** A source of facts. What it does not know, it leaves out: a guess is worse than nothing. */
export interface Provider {
  readonly id: string;
  /** Of one call, in the currency of the campaigns' costs. */
  readonly cost: number;
  /** What it may find; it is asked only when one of these is missing. */
  readonly fields: readonly FactField[];
  lookup(lead: LeadToEnrich): Promise<readonly FoundFact[]>;
}

/** The confidence from which a fact counts as answered; our default. */
export const CONFIDENT = 0.8;
