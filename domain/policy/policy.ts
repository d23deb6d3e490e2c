import { personaFaults, standardPersonas, type Personas } from '../people/persona.ts';
import { sendingFaults, standardSending, type SendingPolicy } from '../contact/sending-policy.ts';
import { coreKinds, kindFaults, pageFaults, standardPages, type EngagementKinds, type Pages } from '../scoring/engagement.ts';
import { scoringFaults, standardScoring, type ScoringPolicy } from '../scoring/scoring-policy.ts';
import { BadPolicy } from './bad-policy.ts';

/** What a company decides about its leads. Workflows, activities and the API read it alike; it is data. */
export interface Policy {
  readonly sending: SendingPolicy;
  readonly scoring: ScoringPolicy;
  /** What leads do, and what each act says about them: the core kinds, and the company's own. */
  readonly engagements: EngagementKinds;
  /** The pages that leads visit. */
  readonly pages: Pages;
  /** The kinds of buyer. */
  readonly personas: Personas;
}

/** What an app changes; what it leaves out keeps its default. */
export type PolicyChanges = {
  readonly [Part in keyof Policy]?: string extends keyof Policy[Part] ? Policy[Part] : Partial<Policy[Part]>;
};

/** A part of the policy answers for itself: what holds unless an app says otherwise, and what is wrong with what it says. */
const parts: {
  readonly [Part in keyof Policy]: { readonly standard: Policy[Part]; faults(part: Policy[Part], policy: Policy): string[] };
} = {
  sending: { standard: standardSending, faults: sendingFaults },
  scoring: { standard: standardScoring, faults: scoringFaults },
  engagements: { standard: coreKinds, faults: kindFaults },
  pages: { standard: standardPages, faults: pageFaults },
  personas: { standard: standardPersonas, faults: personaFaults },
};

/**
 * The policy of an app: the defaults, with its changes.
 * @throws BadPolicy that names everything that is wrong
 * @example
 * export const policy = definePolicy({ sending: { mostPerWeek: 2 } });
 */
export function definePolicy(changes: PolicyChanges = {}): Policy {
  const policy: Policy = {
    sending: { ...parts.sending.standard, ...changes.sending },
    scoring: { ...parts.scoring.standard, ...changes.scoring },
    engagements: { ...parts.engagements.standard, ...changes.engagements },
    pages: { ...parts.pages.standard, ...changes.pages },
    personas: { ...parts.personas.standard, ...changes.personas },
  };
  const faults = (Object.keys(parts) as (keyof Policy)[]).flatMap((part) => faultsOf(part, policy));
  if (faults.length > 0) throw new BadPolicy(faults);
  return policy;
}

const faultsOf = <Part extends keyof Policy>(part: Part, policy: Policy): string[] =>
  parts[part].faults(policy[part], policy).map((fault) => `${part}: ${fault}`);
