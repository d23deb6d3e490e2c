import type { Failure } from './sdk-runtime.ts';

export type EngineErrorCode =
  | 'UNKNOWN_COMMAND'
  | 'UNKNOWN_ACTIVITY'
  | 'REENTRANT_RUN'
  | 'NOT_IN_ACTIVITY'
  | 'STILL_RUNNING'
  | 'NEVER_IDLE'
  | 'TIME_PASSED'
  | 'UNSUPPORTED';

/** The virtual engine was asked for something that it can't do. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  readonly value: unknown;

  constructor(code: EngineErrorCode, value: unknown, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
    this.value = value;
  }
}

/** Workflow code threw a plain error. A server would retry the task for ever; the virtual engine stops, with the workflow's own stack. */
export class WorkflowTaskFailed extends Error {
  override readonly name = 'WorkflowTaskFailed';
  readonly workflowId: string;
  readonly runId: string;

  constructor(workflowId: string, runId: string, errorName: string, failure: Failure) {
    super(`workflow ${workflowId}: ${errorName}: ${failure.message ?? ''}`);
    this.workflowId = workflowId;
    this.runId = runId;
    this.stack = `${this.name}: ${this.message}\n${failure.stackTrace ?? ''}`;
  }
}
