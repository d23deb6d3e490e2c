import type { Run } from './run.ts';
import type { Stimulus } from './stimulus.ts';
import type { LocalActivity, WorkflowTask } from './workflow-task.ts';

/** A workflow id with its chain of runs. Messages are addressed to it, so they survive a continue-as-new. */
export class Execution {
  readonly workflowId: string;
  readonly runs: Run[] = [];
  inbox: Stimulus[] = [];
  /** The task in progress. While it waits for a local activity's back-off, no messages get in. */
  task: WorkflowTask | undefined;
  busy = false;
  /** Local activities that continue in the next task. */
  carried: LocalActivity[] = [];
  /** False while the first task of a run is delayed: messages wait for it. */
  begun = false;
  /** Callers that wait until all messages have been processed. */
  waiting: (() => void)[] = [];

  constructor(workflowId: string) {
    this.workflowId = workflowId;
  }

  get run(): Run {
    const run = this.runs.at(-1);
    if (!run) throw new Error(`execution ${this.workflowId} has no run`);
    return run;
  }
}
