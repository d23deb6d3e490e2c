import { unless } from '../policy/unless.ts';
import { DAY } from '../time/duration.ts';

/** The kind of an address: a company's, a free provider's, a disposable one, or an impossible one. */
export type AddressKind = 'company' | 'free' | 'disposable' | 'malformed';

/** The facts about leads and what their values are; each fact has a source and a confidence. */
export interface FactValues {
  readonly addressKind: AddressKind;
  readonly companyDomain: string;
  readonly receivesMail: boolean;
  readonly companyName: string;
  readonly employees: number;
  readonly industry: string;
  readonly region: string;
}

export type FactField = keyof FactValues;

/** What a provider sees of a lead. It stays inside the activity. */
export interface LeadToEnrich {
  readonly id: string;
  readonly email: string;
  readonly country?: string;
}

/** A fact that a provider found. */
export type FoundFact = {
  readonly [Field in FactField]: {
    readonly field: Field;
    readonly value: FactValues[Field];
    /** How sure the provider is, 0–1. From `CONFIDENT` on, no other provider is asked. */
    readonly confidence: number;
  };
}[FactField];

/** What a provider has at hand. */
export interface ProviderContext {
  /** Aborts after ten seconds, or sooner in an app with many providers: pass it to `fetch`. */
  readonly signal: AbortSignal;
}

/** A source of facts. It leaves out what it does not know: a guess is worse than nothing. */
export interface Provider {
  readonly id: string;
  /** The cost of one call, in the currency of campaign costs. */
  readonly cost: number;
  /** The fields that it may find. It is asked only if one of them is missing. */
  readonly fields: readonly FactField[];
  readonly lookup: (lead: LeadToEnrich, context: ProviderContext) => Promise<readonly FoundFact[]>;
}

/** The confidence from which a fact counts as answered; our default. */
export const CONFIDENT = 0.8;

/** How long a provider that answered about a lead and costs money is not asked about it again; our default. */
export const ANSWER_LASTS = 30 * DAY;

/** The provider that ships with Trellis, and comes before those of an app. */
export const DOMAIN_PROVIDER = 'email-domain';

/** What is wrong with the providers of an app. */
export const providerFaults = (providers: readonly Provider[]): string[] =>
  providers.flatMap(({ id, cost, fields }, n) => [
    ...unless(
      /^[a-z][A-Za-z0-9-]*$/.test(id),
      `provider ${id}: expected an id of letters, digits and dashes, such as "register"`,
    ),
    ...unless(id !== DOMAIN_PROVIDER, `provider ${id}: a provider that ships with Trellis has this id`),
    ...unless(providers.findIndex((one) => one.id === id) === n, `provider ${id}: another provider has this id`),
    ...unless(Number.isFinite(cost) && cost >= 0, `provider ${id}: cost: expected a number, 0 or more`),
    ...unless(fields.length > 0, `provider ${id}: fields: expected at least one; without any, it is never asked`),
  ]);
