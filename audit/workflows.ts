import {
  QueryNotRegisteredError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import type { LiveWorkflow } from '../db/system/places.ts';
import type { LeadStatus } from '../domain/lead/messages.ts';
import { LIFECYCLE, statusQuery, workflowIdOf } from '../workflows/messages.ts';
import type { AuditDeps } from './deps.ts';

const PAGE = 1_000;

/**
 * The leads' running workflows, as Temporal lists them, page by page. The list lags behind by a second or so: ask `look`
 * before you believe that one is missing, or still there.
 * @param onListed hears how many there are so far
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
      leadId: leadOf(workflowId),
      runId,
      enrolmentId: memo?.['enrolmentId'] as string | undefined,
      track: text('TrellisTrack'),
      stage: text('TrellisStage'),
    });
    if (live.length % PAGE === 0) onListed(live.length);
  }
  return live;
}

/** More of them than this at once have one cause, and their turn comes. */
const FAILING = 1_000;

/** Leads of whose workflows Temporal reports problems by itself; servers before 1.30 report none. */
export async function failingWorkflows({ client, taskQueue }: Pick<AuditDeps, 'client' | 'taskQueue'>): Promise<string[]> {
  const query = `WorkflowType = '${LIFECYCLE}' and ExecutionStatus = 'Running' and TaskQueue = '${taskQueue}' and TemporalReportedProblems is not null`;
  const leadIds: string[] = [];
  try {
    for await (const { workflowId } of client.workflow.list({ query, pageSize: FAILING })) {
      if (leadIds.push(leadOf(workflowId)) >= FAILING) break;
    }
  } catch {
    // The attribute is unknown there.
  }
  return leadIds;
}

/** Whose workflow it is. */
export const leadOf = (workflowId: string): string => workflowId.slice(workflowIdOf('').length);

/** What Temporal itself says of a lead's workflow. */
export interface Look {
  readonly status: string;
  readonly runId: string;
  readonly enrolmentId: string | undefined;
  readonly startedAt: Date;
  readonly events: number;
  /** How often its present workflow task was tried. */
  readonly attempts: number;
}

/** Describes a lead's last workflow; undefined when Temporal has none (any more). */
export async function look(client: Client, leadId: string): Promise<Look | undefined> {
  try {
    const described = await client.workflow.getHandle(workflowIdOf(leadId)).describe();
    const { status, runId, memo, startTime, historyLength } = described;
    return {
      status: status.name,
      runId,
      enrolmentId: memo?.['enrolmentId'] as string | undefined,
      startedAt: startTime,
      events: historyLength,
      attempts: attemptsOf(described),
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

const attemptsOf = ({ raw }: WorkflowExecutionDescription): number => raw.pendingWorkflowTask?.attempt ?? 0;

/** Real milliseconds for which a workflow may think about what it is asked; without a worker it never answers. */
const ANSWERS_WITHIN = 5_000;

/** What a running lead says of itself; undefined when nothing answers. */
export async function statusOf(client: Client, leadId: string): Promise<LeadStatus | undefined> {
  try {
    return await client.withDeadline(Date.now() + ANSWERS_WITHIN, () =>
      client.workflow.getHandle(workflowIdOf(leadId)).query(statusQuery),
    );
  } catch (error) {
    if (error instanceof QueryNotRegisteredError) throw error;
    return undefined;
  }
}

const AT_ONCE = 20;

/** Does something about each of many, some at once; keeps what is not undefined. */
export async function eachOf<T, R>(all: readonly T[], ask: (one: T) => Promise<R | undefined>): Promise<R[]> {
  const waiting = all.entries();
  const answers: [number, R][] = [];
  const go = async (): Promise<void> => {
    for (const [n, one] of waiting) {
      const answer = await ask(one);
      if (answer !== undefined) answers.push([n, answer]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, go));
  return answers.toSorted(([a], [b]) => a - b).map(([, answer]) => answer);
}
