import { consentFaults, consentWith, type ConsentChanges, type ConsentPolicy } from '../contact/consent-policy.ts';
import { sendingFaults, standardSending, type SendingPolicy } from '../contact/sending-policy.ts';
import { BadPolicy } from './bad-policy.ts';

/** What a company decides about its leads. Workflows, activities and the API read it alike; it is data. */
export interface Policy {
  readonly sending: SendingPolicy;
  readonly consent: ConsentPolicy;
}

/** What an app changes; what it leaves out keeps its default. A table is changed row by row, and field by field. */
export interface PolicyChanges {
  readonly sending?: Partial<SendingPolicy>;
  readonly consent?: ConsentChanges;
}

/** What is wrong with each part of a policy. */
const faultsOf: { readonly [Part in keyof Policy]: (policy: Policy) => string[] } = {
  sending: ({ sending }) => sendingFaults(sending),
  consent: ({ consent }) => consentFaults(consent),
};

/**
 * The policy of an app: the defaults, with its changes.
 * @throws BadPolicy that names everything that is wrong
 * @example
 * export const policy = definePolicy({ sending: { mostPerWeek: 2 } });
 */
export function definePolicy({ sending, consent }: PolicyChanges = {}): Policy {
  const policy: Policy = {
    sending: { ...standardSending, ...sending },
    consent: consentWith(consent),
  };
  const faults = Object.entries(faultsOf).flatMap(([part, find]) => find(policy).map((fault) => `${part}: ${fault}`));
  if (faults.length > 0) throw new BadPolicy(faults);
  return policy;
}
