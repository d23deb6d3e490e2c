import type { Client } from '@temporalio/client';
import type { StuckLead } from '../db/leads/stuck-leads.ts';
import { codeWord } from '../domain/text/bare-error.ts';
import { placeIn, programIn } from '../domain/text/place-in.ts';
import type { StuckCause } from '../domain/lead/stuck.ts';
import { workflowIdOf } from '../workflows/messages.ts';
import { look, type Look, type Whose } from './workflows.ts';

/** After more attempts than this, a workflow task's failure is not a passing one. */
const ATTEMPTS = 3;
/** A run with more events than this, and at a higher rate, is in a loop. */
const SPINS = { events: 2_000, anHour: 1_000 };

const unknown = { track: null, place: null, detail: null };

interface Runs extends Whose {
  readonly leadId: string;
  readonly enrolmentId: string;
}

/** Why a lead that should run is stuck; undefined when it runs. A running lead costs one call to Temporal. */
export async function diagnose(client: Client, { leadId, lane = null, enrolmentId }: Runs): Promise<StuckLead | undefined> {
  const seen = await look(client, { leadId, lane });
  if (seen?.status !== 'RUNNING' || (seen.enrolmentId !== undefined && seen.enrolmentId !== enrolmentId))
    return { leadId, lane, cause: 'workflowGone', ...unknown };
  const { track, attempts } = seen;
  if (attempts > ATTEMPTS) return { leadId, lane, ...(await lastFailure(client, workflowIdOf(leadId, lane), seen)), track };
  return spins(seen) ? { leadId, lane, cause: 'spins', ...unknown, track } : undefined;
}

const spins = ({ events, startedAt }: Look): boolean =>
  events > SPINS.events && events / Math.max((Date.now() - startedAt.getTime()) / 3_600_000, 1 / 60) > SPINS.anHour;

/** How many events back to look for the failure of a workflow task: later attempts of the same task add no events. */
const EVENTS = 20;

/** The SDK reports most failures as unhandled ones, also a history that does not replay. */
const messages: readonly (readonly [RegExp, StuckCause])[] = [
  [/TMPRL1100|nondeterminis/i, 'codeChanged'],
  [/^no program "/, 'programGone'],
  [/^Script execution timed out/, 'neverEnds'],
];

/** What `VerbChanged` says: `step 2: email guide in the history, email tips in the code`. */
function stepIn(message: string): string | undefined {
  const [, step, history, code] = /step (\d+) is \[(.*)\] in the history and \[(.*)\] in the code/.exec(message) ?? [];
  return step && `step ${step}: ${history} in the history, ${code} in the code`;
}

/** temporal.api.enums.v1.WorkflowTaskFailedCause */
const causes: Readonly<Record<number, StuckCause>> = { 23: 'searchAttribute', 24: 'codeChanged' };

async function lastFailure(client: Client, workflowId: string, { runId }: Look): Promise<Omit<StuckLead, 'leadId' | 'lane'>> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: EVENTS,
  });
  const failed = history?.events?.find((event) => event.workflowTaskFailedEventAttributes)?.workflowTaskFailedEventAttributes;
  if (!failed) return { cause: 'workerFails', ...unknown };
  const { message, stackTrace, applicationFailureInfo } = failed.failure ?? {};
  const cause = causes[failed.cause ?? 0] ?? messages.find(([text]) => text.test(message ?? ''))?.[1] ?? 'codeFails';
  const step = stepIn(message ?? '');
  if (step) return { ...unknown, cause, place: programIn(stackTrace ?? ''), detail: step };
  const code = cause === 'codeFails' ? codeWord(applicationFailureInfo?.type) : undefined;
  return { ...unknown, cause, place: placeIn(stackTrace ?? ''), detail: code ?? null };
}
