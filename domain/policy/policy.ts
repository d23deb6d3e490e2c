import { consentFaults, consentWith, type ConsentChanges, type ConsentPolicy } from '../contact/consent-policy.ts';
import { personaFaults, standardPersonas, type Personas } from '../people/persona.ts';
import { sendingFaults, standardSending, type SendingPolicy } from '../contact/sending-policy.ts';
import { coreKinds, kindFaults, pageFaults, standardPages, type EngagementKinds, type Pages } from '../scoring/engagement.ts';
import { scoringFaults, standardScoring, type ScoringPolicy } from '../scoring/scoring-policy.ts';
import { BadPolicy } from './bad-policy.ts';

/** What a company decides about its leads. Workflows, activities and the API read it alike; it is data. */
export interface Policy {
  readonly sending: SendingPolicy;
  readonly consent: ConsentPolicy;
  readonly scoring: ScoringPolicy;
  /** What leads do, and what each act says about them: the core kinds, and the company's own. */
  readonly engagements: EngagementKinds;
  /** The pages that leads visit. */
  readonly pages: Pages;
  /** The kinds of buyer. */
  readonly personas: Personas;
}

/** What an app changes; what it leaves out keeps its default. A table is changed row by row. */
export interface PolicyChanges {
  readonly sending?: Partial<SendingPolicy>;
  readonly consent?: ConsentChanges;
  readonly scoring?: Partial<ScoringPolicy>;
  readonly engagements?: EngagementKinds;
  readonly pages?: Pages;
  readonly personas?: Partial<Personas>;
}

interface Part<Name extends keyof Policy> {
  /** What holds: the default, with the app's changes. */
  with(changes: PolicyChanges[Name]): Policy[Name];
  /** What is wrong with it, a line each. */
  faults(part: Policy[Name], policy: Policy): string[];
}

const parts: { readonly [Name in keyof Policy]: Part<Name> } = {
  sending: { with: (changes) => ({ ...standardSending, ...changes }), faults: sendingFaults },
  consent: { with: consentWith, faults: consentFaults },
  scoring: { with: (changes) => ({ ...standardScoring, ...changes }), faults: scoringFaults },
  engagements: { with: (changes) => ({ ...coreKinds, ...changes }), faults: kindFaults },
  pages: { with: (changes) => ({ ...standardPages, ...changes }), faults: pageFaults },
  personas: { with: (changes) => ({ ...standardPersonas, ...changes }), faults: personaFaults },
};

/**
 * The policy of an app: the defaults, with its changes.
 * @throws BadPolicy that names everything that is wrong
 * @example
 * export const policy = definePolicy({ sending: { mostPerWeek: 2 } });
 */
export function definePolicy(changes: PolicyChanges = {}): Policy {
  const policy: Policy = {
    sending: parts.sending.with(changes.sending),
    consent: parts.consent.with(changes.consent),
    scoring: parts.scoring.with(changes.scoring),
    engagements: parts.engagements.with(changes.engagements),
    pages: parts.pages.with(changes.pages),
    personas: parts.personas.with(changes.personas),
  };
  const faults = (Object.keys(parts) as (keyof Policy)[]).flatMap((name) => faultsOf(name, policy));
  if (faults.length > 0) throw new BadPolicy(faults);
  return policy;
}

const faultsOf = <Name extends keyof Policy>(name: Name, policy: Policy): string[] =>
  parts[name].faults(policy[name], policy).map((fault) => `${name}: ${fault}`);
