import type { LeadFacts } from '../activities/contract.ts';
import type { Deps } from '../activities/deps.ts';
import { factsOfLeads } from '../activities/load-facts.ts';
import type { Enrolment } from '../domain/lead/messages.ts';
import { own } from '../domain/text/own.ts';
import type { Program } from '../workflows/program.ts';

/** What is known of leads, by their ids. */
export type Facts = ReadonlyMap<string, LeadFacts>;

type FactDeps = Pick<Deps, 'db' | 'clock' | 'policy' | 'content'> & { readonly programs: Readonly<Record<string, Program>> };

/**
 * Loads the facts of all leads that begin a track now, in one round trip. A lead that passes a gate, rests or goes back to a task first
 * needs those of a later moment.
 */
export const factsAtStart = ({ programs, ...deps }: FactDeps) => {
  const beginsNow = ({ program, startAt, back }: Enrolment) =>
    own(programs, program)?.gate === false && startAt <= deps.clock.now() && back === undefined;
  return async (enrolments: readonly Enrolment[]): Promise<Facts> => {
    const leadIds = enrolments.filter(beginsNow).map(({ leadId }) => leadId);
    return leadIds.length === 0 ? new Map() : await factsOfLeads(deps, leadIds);
  };
};
