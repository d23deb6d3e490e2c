import { sql } from 'kysely';
import type { Logger } from 'pino';
import { markRunning, markStuck } from '../services/leads/stuck-leads.ts';
import { followStuckLeads } from '../services/tasks/stuck-tasks.ts';
import type { AuditDeps } from './deps.ts';
import { diagnose } from './diagnose.ts';
import { eachOf, failingWorkflows } from './workflows.ts';
import { stuckCauses, stuckInWords } from '../domain/lead/stuck.ts';
import { startedStates } from '../domain/lead/enrolment-states.ts';

/** How many leads a round checks in addition to the suspects; over time it checks all. */
const A_ROUND = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface StuckFinderDeps extends AuditDeps {
  readonly log: Pick<Logger, 'error'>;
}

interface Active {
  readonly leadId: string;
  readonly lane: string | null;
  readonly enrolmentId: string;
}

/**
 * Makes the sweep that finds stuck leads. A round checks the leads for which Temporal reports problems, those found before, those that
 * missed a message, and the next few hundred others.
 * @returns a function that runs one round and returns how many leads became stuck or recovered
 */
export function stuckFinder(deps: StuckFinderDeps, { aRound = A_ROUND } = {}): () => Promise<number> {
  let cursor = FIRST;
  return async () => {
    const suspects = await suspectsOf(deps);
    const next = await activeAfter(deps, cursor, aRound);
    cursor = next.length < aRound ? FIRST : next.at(-1)!.leadId;
    const all = new Map([...suspects, ...next].map((lead) => [lead.enrolmentId, lead]));
    const changed = await eachOf([...all.values()], async (lead) => ((await judge(deps, lead)) ? true : undefined));
    const ended = await forgetEnded(deps);
    await tellOperations(deps);
    return changed.length + ended;
  };
}

/** Opens and closes the tasks about stuck leads, and alerts operations of each new one. */
async function tellOperations({ db, newId, clock, log }: StuckFinderDeps): Promise<void> {
  for (const { leads, leadId, enrolmentId: _, ...where } of await followStuckLeads(db, newId, clock.now())) {
    const todo = stuckCauses[where.cause].todo;
    log.error({ ...where, leads, leadId }, `leads are stuck: ${stuckInWords(where)}. ${todo}`);
  }
}

async function judge(deps: AuditDeps, active: Active): Promise<boolean> {
  const { db, client, clock } = deps;
  const found = await diagnose(client, active);
  // The lead may have ended since it was listed.
  if (found) return (await isRunning(deps, active.enrolmentId)) && (await markStuck(db, found, clock.now()));
  return await markRunning(db, active, clock.now());
}

/** Enrolments whose workflow should run. */
const running = ({ db }: AuditDeps) =>
  db
    .selectFrom('enrolments')
    .where('enrolments.state', 'in', startedStates)
    .select(['enrolments.leadId', 'enrolments.lane', 'enrolments.id as enrolmentId']);

const isRunning = async (deps: AuditDeps, enrolmentId: string): Promise<boolean> =>
  (await running(deps).where('enrolments.id', '=', enrolmentId).executeTakeFirst()) !== undefined;

const activeAfter = (deps: AuditDeps, after: string, limit: number): Promise<Active[]> =>
  running(deps).where('enrolments.leadId', '>', after).orderBy('enrolments.leadId').limit(limit).execute();

async function suspectsOf(deps: AuditDeps): Promise<Active[]> {
  const failing = await failingWorkflows(deps);
  const isSuspicious = sql<boolean>`enrolments.lead_id in (
    select lead_id from stuck_leads
    union select lead_id from outbox where state = 'undeliverable' and error = 'LeadNotRunning'
    union select unnest(${failing}::uuid[]))`;
  return await running(deps).where(isSuspicious).execute();
}

/** Clears leads that were stuck and have since left their program. */
async function forgetEnded(deps: AuditDeps): Promise<number> {
  const ended = await deps.db
    .selectFrom('stuckLeads')
    .select(['leadId', 'lane'])
    .where((eb) =>
      eb.not(
        eb.exists(
          running(deps)
            .where('enrolments.leadId', '=', eb.ref('stuckLeads.leadId'))
            .where(sql<boolean>`enrolments.lane is not distinct from stuck_leads.lane`),
        ),
      ),
    )
    .execute();
  for (const lead of ended) await markRunning(deps.db, lead, deps.clock.now());
  return ended.length;
}
