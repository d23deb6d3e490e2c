import { sendingFaults, standardSending, type SendingPolicy } from '../contact/sending-policy.ts';
import { scoringFaults, standardScoring, type ScoringPolicy } from '../scoring/scoring-policy.ts';
import { BadPolicy } from './bad-policy.ts';

/** What a company decides about its leads. Workflows, activities and the API read it alike; it is data. */
export interface Policy {
  readonly sending: SendingPolicy;
  readonly scoring: ScoringPolicy;
}

/** What an app changes; what it leaves out keeps its default. */
export type PolicyChanges = { readonly [Part in keyof Policy]?: Partial<Policy[Part]> };

/** A part of the policy answers for itself: what holds unless an app says otherwise, and what is wrong with what it says. */
const parts: { readonly [Part in keyof Policy]: { readonly standard: Policy[Part]; faults(part: Policy[Part]): string[] } } = {
  sending: { standard: standardSending, faults: sendingFaults },
  scoring: { standard: standardScoring, faults: scoringFaults },
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
  };
  const faults = [
    ...parts.sending.faults(policy.sending).map((fault) => `sending: ${fault}`),
    ...parts.scoring.faults(policy.scoring).map((fault) => `scoring: ${fault}`),
  ];
  if (faults.length > 0) throw new BadPolicy(faults);
  return policy;
}
