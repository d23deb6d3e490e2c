import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { WorkflowBundle } from './engine/bundle.ts';
import { toJson } from './engine/sdk-runtime.ts';
import type { History } from './engine/sdk-runtime.ts';

export interface HistoryToReplay {
  readonly workflowId: string;
  readonly history: History;
}

/** A history that the workflow code in the bundle would not have written. */
export class ReplayFailed extends Error {
  override readonly name = 'ReplayFailed';
  readonly workflowId: string;

  constructor(workflowId: string, cause: Error) {
    super(`the history of ${workflowId} does not fit the workflow code: ${cause.message}`, { cause });
    this.workflowId = workflowId;
  }
}

/** Keeps replays from logging every start and stop. Call it once per process, before anything else of the worker's. */
export function quietReplays(): void {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'off' } } });
}

/**
 * Feeds histories to the SDK's own replayer, which needs no server. Throws `ReplayFailed` for the first that does not fit.
 * @returns how many were replayed
 */
export async function replayAll(bundle: WorkflowBundle, histories: Iterable<HistoryToReplay>): Promise<number> {
  let replayed = 0;
  const begun = [...histories].filter(hasBegun);
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { code: bundle.code } }, begun)) {
    if (error) throw new ReplayFailed(workflowId, error);
    replayed++;
  }
  return replayed;
}

/** Whether the workflow had a first task: the SDK's replayer waits without end for a history of one that was only started. */
const hasBegun = ({ history: { events } }: HistoryToReplay): boolean => (events?.length ?? 0) > 1;

/** A history in the format of `temporal workflow show --output json`. */
export const historyJson = (history: History): string => toJson(history);
