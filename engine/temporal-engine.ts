import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import {
  ApplicationFailure,
  isGrpcServiceError,
  QueryNotRegisteredError,
  QueryRejectedError,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { NamespaceNotFoundError } from '@temporalio/common';
import type { Answer, LeadStatus } from '../domain/lead/messages.ts';
import { rejections, type Rejection } from '../domain/lead/rejections.ts';
import { LIFECYCLE, signals, statusQuery, updateIdOf, updates, workflowIdOf } from '../workflows/messages.ts';
import type { SearchAttribute } from '../workflows/search-attributes.ts';
import type { LeadStart } from '../workflows/state.ts';
import { EngineUnavailable, LeadBusy, LeadFull, LeadNotRunning, startOf, UpdateRejected, type Engine } from './engine.ts';
import { leadsByBuild, leadsOnBuild, type Build } from './worker-builds.ts';

const TASK_QUEUE = 'trellis';

/** How long a caller waits, in real milliseconds. A slower update goes to the outbox. */
const CALL_TIMEOUT = 5_000;
const UPDATE_TIMEOUT = 8_000;
/** A worker's poll for work lasts up to a minute; Temporal remembers the last one for longer. */
const POLLED_RECENTLY = 90_000;
const WORKFLOW_TASKS = 1; // temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
const CONTINUED_AS_NEW = 6; // temporal.api.enums.v1.WorkflowExecutionStatus
/** A run that is continuing as new rejects updates for a moment. In milliseconds. */
const RETRY_AFTER = 100;

/** The engine port on a Temporal server. The caller owns the client's connection. */
export function temporalEngine(
  client: Client,
  { taskQueue = TASK_QUEUE, callWithin = CALL_TIMEOUT, updateWithin = UPDATE_TIMEOUT, realNow = Date.now } = {},
): Engine {
  const call = async <T>(leadId: string, ask: () => Promise<T>): Promise<T> => {
    try {
      return await client.withDeadline(Date.now() + callWithin, ask);
    } catch (error) {
      throw translated(error, leadId);
    }
  };
  return {
    enrol: async (enrolment) => await call(enrolment.leadId, () => start(client, taskQueue, enrolment)),
    signal: async (leadId, name, payload, lane) => {
      // Each name has its own payload type; the union of all definitions loses that link.
      const definition = signals[name] as unknown as string;
      await call(leadId, () => client.workflow.getHandle(workflowIdOf(leadId, lane)).signal(definition, payload));
    },
    update: async (leadId, name, payload, lane) => {
      const handle = client.workflow.getHandle(workflowIdOf(leadId, lane));
      const definition = updates[name] as unknown as string;
      const options = { args: [payload] as [typeof payload], updateId: updateIdOf(name, payload) };
      const deadline = Date.now() + updateWithin;
      for (;;) {
        try {
          return await client.withDeadline(deadline, () => handle.executeUpdate<Answer, [typeof payload]>(definition, options));
        } catch (error) {
          if (!(await worthRetrying(handle, error))) throw translated(error, leadId);
          if (Date.now() + RETRY_AFTER > deadline) throw new EngineUnavailable(error);
        }
        await sleep(RETRY_AFTER);
      }
    },
    status: async (leadId, lane) => await call(leadId, () => statusOf(client.workflow.getHandle(workflowIdOf(leadId, lane)))),
    ping: async () => {
      // Checks the namespace, not only the server: a deleted namespace accepts no messages either.
      await call('', () => client.workflowService.describeNamespace({ namespace: client.options.namespace }));
    },
    workersAsking: async () => {
      const { namespace } = client.options;
      const queue = { namespace, taskQueue: { name: taskQueue }, taskQueueType: WORKFLOW_TASKS };
      const { pollers } = await call('', () => client.workflowService.describeTaskQueue(queue));
      // Temporal reports the time of each poll, and this machine's clock may be minutes off.
      const since = realNow() - POLLED_RECENTLY;
      return pollers.filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 > since).length;
    },
    builds: async () => await call('', () => buildsOf(client, taskQueue)),
    leadsOnBuild: async (buildId, page) => await call('', () => leadsOnBuild({ client, taskQueue }, buildId, page)),
  };
}

async function start(client: Client, taskQueue: string, enrolment: LeadStart): Promise<'started' | 'alreadyRunning'> {
  const { leadId, enrolmentId, program, campaignId, lane } = enrolment;
  const workflowId = workflowIdOf(leadId, lane);
  const keyword = (name: SearchAttribute, value: string) => ({
    key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
    value,
  });
  try {
    await client.workflow.start(LIFECYCLE, {
      workflowId,
      taskQueue,
      args: [enrolment],
      typedSearchAttributes: [keyword('TrellisProgram', program), keyword('TrellisCampaign', campaignId)],
      // Continue-as-new keeps the memo, which distinguishes this enrolment from the lead's last one.
      memo: { enrolmentId, start: startOf(enrolment) },
      workflowIdConflictPolicy: 'FAIL',
    });
    return 'started';
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const running = await client.workflow.getHandle(workflowId).describe();
    // Workflows of earlier versions have no name of their start.
    if ((running.memo?.['start'] ?? running.memo?.['enrolmentId']) === startOf(enrolment)) return 'alreadyRunning';
    throw new LeadBusy(leadId);
  }
}

/** @returns undefined if the workflow has ended or never was */
async function statusOf(handle: WorkflowHandle): Promise<LeadStatus | undefined> {
  try {
    return await handle.query(statusQuery);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    // A run that continues as new while it is asked rejects the question; the next run answers it.
    if (error instanceof QueryRejectedError) return error.status === CONTINUED_AS_NEW ? await statusOf(handle) : undefined;
    // Temporal's answer for a workflow whose last task failed.
    if (error instanceof QueryNotRegisteredError) throw new EngineUnavailable(error);
    throw error;
  }
}

async function buildsOf(client: Client, taskQueue: string): Promise<readonly Build[]> {
  try {
    return await leadsByBuild({ client, taskQueue });
  } catch (error) {
    // Temporal's answer while no worker has named its build.
    if (isGrpcServiceError(error) && error.code === status.NOT_FOUND) return [];
    throw error;
  }
}

/** Whether an update arrived while a run was ending or starting; such an update was not applied. */
async function worthRetrying(handle: WorkflowHandle, error: unknown): Promise<boolean> {
  if (error instanceof WorkflowUpdateFailedError)
    return rejectionOf(error)?.rejection === 'NotReady' || typeOf(error) === 'AcceptedUpdateCompletedWorkflow';
  if (error instanceof WorkflowNotFoundError) return await isRunning(handle);
  return isGrpcServiceError(grpc(error)) && grpc(error).code === status.FAILED_PRECONDITION;
}

/** If a run ends before it answers an update, the server reports that as an error type, too. */
const typeOf = ({ cause }: WorkflowUpdateFailedError) => (cause instanceof ApplicationFailure ? cause.type : undefined);

async function isRunning(handle: WorkflowHandle): Promise<boolean> {
  try {
    return (await handle.describe()).status.name === 'RUNNING';
  } catch {
    return false;
  }
}

const grpc = (error: unknown): { code?: number } =>
  ((error instanceof ServiceError ? error.cause : error) ?? {}) as { code?: number };

/** Whether Temporal says that a run has reached its limit of signals or updates. The lead's next run accepts them again. */
const isFull = (error: unknown): boolean =>
  isGrpcServiceError(grpc(error)) &&
  /exceeded workflow execution limit|limit on (the total )?number of/i.test(
    String((grpc(error) as { details?: unknown }).details),
  );

function translated(error: unknown, leadId: string): unknown {
  if (error instanceof WorkflowNotFoundError) return new LeadNotRunning(leadId);
  // Not about the lead: the namespace may come back.
  if (error instanceof NamespaceNotFoundError) return new EngineUnavailable(error);
  if (isFull(error)) return new LeadFull(leadId, error);
  // Without a rejection, the run ended or failed before it answered, so the update may still be applied.
  if (error instanceof WorkflowUpdateFailedError) return rejectionOf(error) ?? new EngineUnavailable(error);
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || error instanceof ServiceError || isGrpcServiceError(error))
    return new EngineUnavailable(error);
  return error;
}

function rejectionOf({ cause }: WorkflowUpdateFailedError): UpdateRejected | undefined {
  if (!(cause instanceof ApplicationFailure) || !cause.type || !Object.hasOwn(rejections, cause.type)) return undefined;
  return new UpdateRejected(cause.type as Rejection, (cause.details ?? []).map(String));
}
