import type { Client } from '@temporalio/client';
import type { StuckLead } from '../db/leads/stuck-leads.ts';
import { placeIn } from '../domain/text/place-in.ts';
import type { StuckCause } from '../domain/lead/stuck.ts';
import { workflowIdOf } from '../workflows/messages.ts';
import { look, type Look } from './workflows.ts';

/** After more attempts than this, a workflow task's failure is not a passing one. */
const ATTEMPTS = 3;
/** A run with more events than this, and at a higher rate, is in a loop. */
const SPINS = { events: 2_000, anHour: 1_000 };

/** Why a lead that should run is stuck; undefined when it runs. A running lead costs one call to Temporal. */
export async function diagnose(client: Client, leadId: string, enrolmentId: string): Promise<StuckLead | undefined> {
  const seen = await look(client, leadId);
  if (seen?.status !== 'RUNNING' || (seen.enrolmentId !== undefined && seen.enrolmentId !== enrolmentId))
    return { leadId, cause: 'workflowGone', place: null };
  if (seen.attempts > ATTEMPTS) return { leadId, ...(await lastFailure(client, leadId, seen)) };
  return spins(seen) ? { leadId, cause: 'spins', place: null } : undefined;
}

const spins = ({ events, startedAt }: Look): boolean =>
  events > SPINS.events && events / Math.max((Date.now() - startedAt.getTime()) / 3_600_000, 1 / 60) > SPINS.anHour;

/** How many events back to look for the failure of a workflow task: later attempts of the same task add no events. */
const EVENTS = 20;

/** temporal.api.enums.v1.WorkflowTaskFailedCause */
const causes: Readonly<Record<number, StuckCause>> = { 23: 'searchAttribute', 24: 'codeChanged' };

async function lastFailure(
  client: Client,
  leadId: string,
  { runId }: Look,
): Promise<{ cause: StuckCause; place: string | null }> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId: workflowIdOf(leadId), runId },
    maximumPageSize: EVENTS,
  });
  const failed = history?.events?.find((event) => event.workflowTaskFailedEventAttributes)?.workflowTaskFailedEventAttributes;
  if (!failed) return { cause: 'workerFails', place: null };
  const { message, stackTrace } = failed.failure ?? {};
  // The SDK also reports a history that does not replay as an unhandled failure.
  const known = causes[failed.cause ?? 0] ?? (/TMPRL1100|nondeterminis/i.test(message ?? '') ? 'codeChanged' : undefined);
  const cause = known ?? (message?.startsWith('no program "') ? 'programGone' : 'codeFails');
  return { cause, place: placeIn(stackTrace ?? '') };
}
