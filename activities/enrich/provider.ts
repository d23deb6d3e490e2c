import type { AddressKind, FactField } from '../../db/leads/enrichment.ts';

export type { AddressKind, FactField };

/** What a provider sees of a lead. It stays inside the activity. */
export interface LeadToEnrich {
  readonly id: string;
  readonly email: string;
  readonly country?: string;
}

export interface FoundFact {
  readonly field: FactField;
  readonly value: string | number | boolean;
  /** How sure the provider is, 0–1. From `CONFIDENT` on, no other provider is asked. */
  readonly confidence: number;
}

/** A source of facts. It leaves out what it does not know: a guess is worse than nothing. */
export interface Provider {
  readonly id: string;
  /** The cost of one call, in the currency of campaign costs. */
  readonly cost: number;
  /** The fields that it may find. It is asked only if one of them is missing. */
  readonly fields: readonly FactField[];
  lookup(lead: LeadToEnrich): Promise<readonly FoundFact[]>;
}

/** The confidence from which a fact counts as answered; our default. */
export const CONFIDENT = 0.8;
