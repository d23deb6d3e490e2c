import { setTimeout as sleep } from 'node:timers/promises';
import {
  ApplicationFailure,
  isGrpcServiceError,
  QueryRejectedError,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { NamespaceNotFoundError } from '@temporalio/common';
import type { Answer, Enrolment } from '../domain/lead/messages.ts';
import { rejections, type Rejection } from '../domain/lead/rejections.ts';
import { LIFECYCLE, signals, statusQuery, updateIdOf, updates, workflowIdOf } from '../workflows/messages.ts';
import type { SearchAttribute } from '../workflows/search-attributes.ts';
import { EngineUnavailable, LeadBusy, LeadFull, LeadNotRunning, UpdateRejected, type Engine } from './engine.ts';

const TASK_QUEUE = 'trellis';

/** How long a caller waits, in real milliseconds. An update that takes longer is given to the outbox. */
const CALL_WITHIN = 5_000;
const UPDATE_WITHIN = 8_000;
/** A worker's question for work waits for a minute; Temporal remembers the last one for longer. */
const ASKED_LATELY = 90_000;
const WORKFLOW_TASKS = 1; // temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
/** A run that is being continued as new turns updates away for a moment. */
const ASK_AGAIN_AFTER = 100;

/** The engine port on a Temporal server. The client's connection stays the caller's. */
export function temporalEngine(
  client: Client,
  { taskQueue = TASK_QUEUE, callWithin = CALL_WITHIN, updateWithin = UPDATE_WITHIN, realNow = Date.now } = {},
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
    signal: async (leadId, name, payload) => {
      // Each name goes with its own payload; the union of all definitions says less than the port does.
      const definition = signals[name] as unknown as string;
      await call(leadId, () => client.workflow.getHandle(workflowIdOf(leadId)).signal(definition, payload));
    },
    update: async (leadId, name, payload) => {
      const handle = client.workflow.getHandle(workflowIdOf(leadId));
      const definition = updates[name] as unknown as string;
      const options = { args: [payload] as [typeof payload], updateId: updateIdOf(name, payload) };
      const deadline = Date.now() + updateWithin;
      for (;;) {
        try {
          return await client.withDeadline(deadline, () => handle.executeUpdate<Answer, [typeof payload]>(definition, options));
        } catch (error) {
          if (!(await worthAskingAgain(client, leadId, error))) throw translated(error, leadId);
          if (Date.now() + ASK_AGAIN_AFTER > deadline) throw new EngineUnavailable(error);
        }
        await sleep(ASK_AGAIN_AFTER);
      }
    },
    status: async (leadId) =>
      await call(leadId, async () => {
        try {
          return await client.workflow.getHandle(workflowIdOf(leadId)).query(statusQuery);
        } catch (error) {
          if (error instanceof WorkflowNotFoundError || error instanceof QueryRejectedError) return undefined;
          throw error;
        }
      }),
    ping: async () => {
      // Of the namespace, not only of the server: one that is gone takes no messages either.
      await call('', () => client.workflowService.describeNamespace({ namespace: client.options.namespace }));
    },
    workersAsking: async () => {
      const { namespace } = client.options;
      const queue = { namespace, taskQueue: { name: taskQueue }, taskQueueType: WORKFLOW_TASKS };
      const { pollers } = await call('', () => client.workflowService.describeTaskQueue(queue));
      // Temporal tells when it was asked, and this machine's clock may be minutes off.
      const since = realNow() - ASKED_LATELY;
      return pollers.filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 > since).length;
    },
  };
}

async function start(client: Client, taskQueue: string, enrolment: Enrolment): Promise<'started' | 'alreadyRunning'> {
  const { leadId, enrolmentId, program, campaignId } = enrolment;
  const keyword = (name: SearchAttribute, value: string) => ({
    key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
    value,
  });
  try {
    await client.workflow.start(LIFECYCLE, {
      workflowId: workflowIdOf(leadId),
      taskQueue,
      args: [enrolment],
      typedSearchAttributes: [keyword('TrellisProgram', program), keyword('TrellisCampaign', campaignId)],
      // Carried along when a track continues as new: it tells this enrolment from the lead's last one.
      memo: { enrolmentId },
      workflowIdConflictPolicy: 'FAIL',
    });
    return 'started';
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const running = await client.workflow.getHandle(workflowIdOf(leadId)).describe();
    if (running.memo?.['enrolmentId'] === enrolmentId) return 'alreadyRunning';
    throw new LeadBusy(leadId);
  }
}

/** Whether an update met a run that was just ending or beginning; none of these was applied. */
async function worthAskingAgain(client: Client, leadId: string, error: unknown): Promise<boolean> {
  if (error instanceof WorkflowUpdateFailedError)
    return rejectionOf(error)?.rejection === 'NotReady' || typeOf(error) === 'AcceptedUpdateCompletedWorkflow';
  if (error instanceof WorkflowNotFoundError) return await isRunning(client, leadId);
  return isGrpcServiceError(grpc(error)) && grpc(error).code === FAILED_PRECONDITION;
}

/** The server's word for an update whose run has ended before it was answered is a type as well. */
const typeOf = ({ cause }: WorkflowUpdateFailedError) => (cause instanceof ApplicationFailure ? cause.type : undefined);

const FAILED_PRECONDITION = 9; // grpc's number; @grpc/grpc-js is not ours to import

const isRunning = async (client: Client, leadId: string): Promise<boolean> => {
  try {
    return (await client.workflow.getHandle(workflowIdOf(leadId)).describe()).status.name === 'RUNNING';
  } catch {
    return false;
  }
};

const grpc = (error: unknown): { code?: number } =>
  ((error instanceof ServiceError ? error.cause : error) ?? {}) as { code?: number };

/** What Temporal says of a run that has had as many signals or updates as it may. The next run of the lead takes them again. */
const isFull = (error: unknown): boolean =>
  isGrpcServiceError(grpc(error)) &&
  /exceeded workflow execution limit|limit on (the total )?number of/i.test(
    String((grpc(error) as { details?: unknown }).details),
  );

function translated(error: unknown, leadId: string): unknown {
  if (error instanceof WorkflowNotFoundError) return new LeadNotRunning(leadId);
  // Says nothing about the lead: the namespace may come back.
  if (error instanceof NamespaceNotFoundError) return new EngineUnavailable(error);
  if (isFull(error)) return new LeadFull(leadId, error);
  // What is no rejection says nothing about what was asked: its run has ended, or failed, before it was answered.
  if (error instanceof WorkflowUpdateFailedError) return rejectionOf(error) ?? new EngineUnavailable(error);
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || error instanceof ServiceError || isGrpcServiceError(error))
    return new EngineUnavailable(error);
  return error;
}

function rejectionOf({ cause }: WorkflowUpdateFailedError): UpdateRejected | undefined {
  if (!(cause instanceof ApplicationFailure) || !cause.type || !Object.hasOwn(rejections, cause.type)) return undefined;
  return new UpdateRejected(cause.type as Rejection, (cause.details ?? []).map(String));
}
