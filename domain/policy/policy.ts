import { sendingFaults, standardSending, type SendingPolicy } from '../contact/sending-policy.ts';
import { cadenceFaults, standardCadence, type CadencePolicy } from '../sales/cadence-policy.ts';
import { recycleFaults, standardRecycle, type RecyclePolicy, type RecycleReasons, type RecycleSpec } from '../sales/recycle.ts';
import { slaFaults } from '../sales/sla-faults.ts';
import { standardSlas, type Sla, type StandardSla } from '../sales/sla.ts';
import { BadPolicy } from './bad-policy.ts';
import { rows } from './rows.ts';

/** What a company decides about its leads. Workflows, activities and the API read it alike; it is data. */
export interface Policy<SlaNames extends string = string> {
  readonly sending: SendingPolicy;
  /** Who must act within how much working time, and the ladder that follows when they do not. */
  readonly slas: Readonly<Record<SlaNames, Sla>>;
  readonly cadence: CadencePolicy;
  readonly recycle: RecyclePolicy;
}

/** What an app changes; what it leaves out keeps its default. A table is changed row by row, and field by field. */
export interface PolicyChanges<SlaNames extends string = string> {
  readonly sending?: Partial<SendingPolicy>;
  /** One that the app adds has all of its fields. */
  readonly slas?: Readonly<Record<SlaNames, Partial<Sla>>>;
  readonly cadence?: Partial<CadencePolicy>;
  readonly recycle?: Partial<Omit<RecyclePolicy, 'reasons'>> & {
    readonly reasons?: Readonly<Record<string, Partial<RecycleSpec>>>;
  };
}

/** What is wrong with each part of a policy. */
const faultsOf: { readonly [Part in keyof Policy]: (policy: Policy) => string[] } = {
  sending: ({ sending }) => sendingFaults(sending),
  slas: ({ slas, recycle }) => slaFaults(slas, recycle.reasons),
  cadence: ({ cadence }) => cadenceFaults(cadence),
  recycle: ({ recycle }) => recycleFaults(recycle),
};

/**
 * The policy of an app: the defaults, with its changes.
 * @throws BadPolicy that names everything that is wrong
 * @example
 * export const policy = definePolicy({
 *   sending: { mostPerWeek: 2 },
 *   slas: { firstAttempt: { label: 'First call within the hour' } },
 * });
 */
export function definePolicy<SlaNames extends string = never>(
  changes: PolicyChanges<SlaNames> = {},
): Policy<StandardSla | SlaNames> {
  const { sending, slas, cadence, recycle } = changes;
  const reasons: RecycleReasons = rows<RecycleSpec>(standardRecycle.reasons, recycle?.reasons);
  const policy: Policy = {
    sending: { ...standardSending, ...sending },
    slas: rows<Sla>(standardSlas, slas),
    cadence: { ...standardCadence, ...cadence },
    recycle: { ...standardRecycle, ...recycle, reasons },
  };
  const faults = Object.entries(faultsOf).flatMap(([part, find]) => find(policy).map((fault) => `${part}: ${fault}`));
  if (faults.length > 0) throw new BadPolicy(faults);
  return policy;
}
