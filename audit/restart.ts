import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { loadClock } from '../db/system/clock.ts';
import { markRunning } from '../services/leads/stuck-leads.ts';
import { LIFECYCLE, workflowIdOf } from '../workflows/messages.ts';
import { carriedState } from './carried-state.ts';
import type { AuditDeps } from './deps.ts';
import { CannotMend } from './fault.ts';
import { lastKnown, type LastKnown } from './last-known.ts';

/**
 * Starts the workflow of a lead again, where Postgres saw it last.
 *
 * Nothing goes out twice. The visit is the same, so that its steps have the keys that they had: a touch that was sent, and a
 * task that is open, answer as they did, and the track walks over them to where it was. Where a task of the visit is closed,
 * the same track is visited anew; a content that the lead has had is then refused by the ledger of touches.
 * @returns what was done, in words
 * @throws CannotMend when nothing active is recorded
 */
export async function restart(deps: AuditDeps, leadId: string, because: string): Promise<string> {
  const known = await lastKnown(deps.db, leadId);
  if (!known) throw new CannotMend('no enrolment of it is under way');
  const { spec } = await loadClock(deps.db);
  const state = known.track === null ? undefined : carriedState(deps.policy, known, deps.clock.now(), because);
  const { enrolmentId, campaignId, program, startAt } = known;
  const input = { leadId, enrolmentId, campaignId, program, startAt, clock: spec, ...(state && { state }) };
  await start(deps, input);
  await markRunning(deps.db, leadId, deps.clock.now());
  return state ? `restarted in the track "${state.track}"` : 'started from the beginning';
}

/** Ends the workflow of a lead, and starts it again where Postgres saw it last. @returns what was done, in words */
export async function startAnew(deps: AuditDeps, leadId: string, because: string): Promise<string> {
  await deps.client.workflow.getHandle(workflowIdOf(leadId)).terminate(because);
  return await restart(deps, leadId, because);
}

type Input = Pick<LastKnown, 'leadId' | 'enrolmentId' | 'campaignId' | 'program'>;

async function start({ client, taskQueue }: AuditDeps, input: Input): Promise<void> {
  const keyword = (name: string, value: string) => ({ key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value });
  try {
    await client.workflow.start(LIFECYCLE, {
      workflowId: workflowIdOf(input.leadId),
      taskQueue,
      args: [input],
      typedSearchAttributes: [keyword('TrellisProgram', input.program), keyword('TrellisCampaign', input.campaignId)],
      memo: { enrolmentId: input.enrolmentId },
      workflowIdConflictPolicy: 'FAIL',
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) throw new CannotMend('its workflow runs again already');
    throw error;
  }
}
