import {
  QueryNotRegisteredError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowHandle,
} from '@temporalio/client';
import type { LiveWorkflow } from '../db/system/places.ts';
import type { LeadStatus } from '../domain/lead/messages.ts';
import { leadIn, LIFECYCLE, statusQuery, workflowIdOf } from '../workflows/messages.ts';
import type { AuditDeps } from './deps.ts';

const PAGE = 1_000;

/**
 * Lists the leads' running workflows in Temporal, page by page. The list lags by about a second: call `look` before you conclude that a
 * workflow is missing or still there.
 * @param onListed gets the number so far
 */
export async function liveWorkflows(
  { client, taskQueue }: Pick<AuditDeps, 'client' | 'taskQueue'>,
  onListed: (count: number) => void = () => {},
): Promise<LiveWorkflow[]> {
  const query = `WorkflowType = '${LIFECYCLE}' and ExecutionStatus = 'Running' and TaskQueue = '${taskQueue}'`;
  const live: LiveWorkflow[] = [];
  for await (const { workflowId, runId, memo, searchAttributes } of client.workflow.list({ query, pageSize: PAGE })) {
    const text = (name: string) => searchAttributes[name]?.[0] as string | undefined;
    live.push({
      ...leadIn(workflowId),
      runId,
      enrolmentId: memo?.['enrolmentId'] as string | undefined,
      track: text('TrellisTrack'),
      stage: text('TrellisStage'),
    });
    if (live.length % PAGE === 0) onListed(live.length);
  }
  return live;
}

/** More failures than this at once have one cause, and later rounds check the rest. */
const FAILING = 1_000;

/** Leads for whose workflows Temporal reports problems; servers before 1.30 report none. */
export async function failingWorkflows({ client, taskQueue }: Pick<AuditDeps, 'client' | 'taskQueue'>): Promise<string[]> {
  const query = `WorkflowType = '${LIFECYCLE}' and ExecutionStatus = 'Running' and TaskQueue = '${taskQueue}' and TemporalReportedProblems is not null`;
  const leadIds: string[] = [];
  try {
    for await (const { workflowId } of client.workflow.list({ query, pageSize: FAILING })) {
      if (leadIds.push(leadIn(workflowId).leadId) >= FAILING) break;
    }
  } catch {
    // An older server does not know the attribute.
  }
  return leadIds;
}

/** Whose workflow it is: of a lead's main program, or of its side program in a lane. */
export interface Whose {
  readonly leadId: string | null;
  readonly lane?: string | null;
}

/** The last workflow of a lead in its main program, or in the side program of a lane. */
export const workflowOf = (client: Client, { leadId, lane }: Whose, runId?: string): WorkflowHandle =>
  client.workflow.getHandle(workflowIdOf(leadId!, lane), runId);

/** What Temporal says about a lead's workflow. */
export interface Look {
  readonly status: string;
  readonly runId: string;
  readonly enrolmentId: string | undefined;
  readonly track: string | null;
  readonly startedAt: Date;
  readonly events: number;
  /** Attempts of the current workflow task. */
  readonly attempts: number;
}

/** Describes a lead's last workflow; undefined when Temporal has none, or no longer has it. */
export async function look(client: Client, whose: Whose): Promise<Look | undefined> {
  try {
    const described = await workflowOf(client, whose).describe();
    const { status, runId, memo, startTime, historyLength, searchAttributes } = described;
    return {
      status: status.name,
      runId,
      enrolmentId: memo?.['enrolmentId'] as string | undefined,
      track: trackIn(searchAttributes),
      startedAt: startTime,
      events: historyLength,
      attempts: attemptsOf(described),
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

const trackIn = (attributes: WorkflowExecutionDescription['searchAttributes']): string | null =>
  (attributes['TrellisTrack']?.[0] as string | undefined) ?? null;

const attemptsOf = ({ raw }: WorkflowExecutionDescription): number => raw.pendingWorkflowTask?.attempt ?? 0;

/** Real milliseconds that a workflow may take to answer a query; without a worker it never answers. */
const ANSWERS_WITHIN = 5_000;

/** A running lead's own status; undefined when its workflow does not answer. */
export async function statusOf(client: Client, whose: Whose): Promise<LeadStatus | undefined> {
  try {
    return await client.withDeadline(Date.now() + ANSWERS_WITHIN, () => workflowOf(client, whose).query(statusQuery));
  } catch (error) {
    if (error instanceof QueryNotRegisteredError) throw error;
    return undefined;
  }
}

const AT_ONCE = 20;

/** Calls `ask` for each item, several at once; returns the answers that are not undefined, in order. */
export async function eachOf<T, R>(all: readonly T[], ask: (item: T) => Promise<R | undefined>): Promise<R[]> {
  const waiting = all.entries();
  const answers: [number, R][] = [];
  const go = async (): Promise<void> => {
    for (const [n, item] of waiting) {
      const answer = await ask(item);
      if (answer !== undefined) answers.push([n, answer]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, go));
  return answers.toSorted(([a], [b]) => a - b).map(([, answer]) => answer);
}
