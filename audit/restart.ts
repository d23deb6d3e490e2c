import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { Enrolment } from '../domain/lead/messages.ts';
import { givenTo } from '../db/campaigns/inputs.ts';
import { loadClock } from '../db/system/clock.ts';
import { markRunning } from '../services/leads/stuck-leads.ts';
import { LIFECYCLE, workflowIdOf } from '../workflows/messages.ts';
import type { LifecycleInput } from '../workflows/state.ts';
import { carriedState } from './carried-state.ts';
import type { AuditDeps } from './deps.ts';
import { CannotRepair } from './fault.ts';
import { lastKnown } from './last-known.ts';
import { workflowOf, type Whose } from './workflows.ts';

/**
 * Restarts a lead's workflow from its last state in Postgres.
 *
 * Nothing is sent twice. The visit keeps its number, so its steps keep their keys: sent touches and open tasks answer as before, and the
 * track passes over them to its last position. If the visit's task is closed, the track starts as a new visit, and the ledger of touches
 * refuses content that the lead already has.
 * @returns what it did, in words
 * @throws CannotRepair when no active enrolment is recorded
 */
export async function restart(deps: AuditDeps, whose: Whose, because: string): Promise<string> {
  const input = await lastInput(deps, whose, because);
  await start(deps, input);
  await markRunning(deps.db, { leadId: input.leadId, lane: input.lane ?? null }, deps.clock.now());
  return input.state ? `restarted in the track "${input.state.track}"` : 'started from the beginning';
}

/**
 * The input that a lead's workflow continues with from its last state in Postgres.
 * @throws CannotRepair when no active enrolment is recorded
 */
export async function lastInput(
  { db, policy, clock }: Pick<AuditDeps, 'db' | 'policy' | 'clock'>,
  whose: Whose,
  because: string,
): Promise<LifecycleInput> {
  const known = await lastKnown(db, whose);
  if (!known) throw new CannotRepair('the lead has no active enrolment');
  const { spec } = await loadClock(db);
  const state = known.track === null ? undefined : carriedState(policy, known, clock.now(), because);
  const { leadId, enrolmentId, campaignId, program, startAt, lane } = known;
  const inputs = await givenTo(db, known);
  const place = { leadId, enrolmentId, campaignId, program, lane: lane ?? undefined };
  return { ...place, startAt, clock: spec, inputs, state };
}

/** Ends a lead's workflow and restarts it from its last state in Postgres. @returns what it did, in words */
export async function startAnew(deps: AuditDeps, whose: Whose, because: string): Promise<string> {
  await workflowOf(deps.client, whose).terminate(because);
  return await restart(deps, whose, because);
}

type Input = Pick<Enrolment, 'leadId' | 'enrolmentId' | 'campaignId' | 'program' | 'lane'>;

async function start({ client, taskQueue }: AuditDeps, input: Input): Promise<void> {
  const keyword = (name: string, value: string) => ({ key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value });
  try {
    await client.workflow.start(LIFECYCLE, {
      workflowId: workflowIdOf(input.leadId, input.lane),
      taskQueue,
      args: [input],
      typedSearchAttributes: [keyword('TrellisProgram', input.program), keyword('TrellisCampaign', input.campaignId)],
      memo: { enrolmentId: input.enrolmentId },
      workflowIdConflictPolicy: 'FAIL',
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) throw new CannotRepair('its workflow already runs again');
    throw error;
  }
}
