import { commitTask } from './commit.ts';
import type { EngineContext } from './engine-context.ts';
import { WorkflowTaskFailed } from './errors.ts';
import type { Execution } from './execution.ts';
import { performLocalActivities } from './local-activity.ts';
import type { LocalActivity, LocalMarker } from './local-activity.ts';
import type { Activation } from './run.ts';
import { openSandbox } from './sandbox-of-run.ts';
import type { Command, Job, Long } from './sdk-runtime.ts';
import { inServerOrder } from './stimulus.ts';
import type { Stimulus } from './stimulus.ts';
import { isTerminal, takeCommand } from './take-command.ts';

/** A workflow task: what came in, and what the workflow wants in return. Nothing of it counts before it is committed. */
export interface WorkflowTask {
  readonly stimuli: Stimulus[];
  readonly historyLengthBefore: number;
  readonly scheduledEventId: Long;
  readonly startedEventId: Long;
  readonly commands: (Command | LocalMarker)[];
  readonly localActivities: Map<number, LocalActivity>;
  /** Cancellations that the workflow learns of at once. */
  readonly immediate: Job[];
  readonly activations: Activation[];
  readonly newFlags: number[];
}

/** Does the next task of the execution, or goes on with the one that waited for a local activity. */
export async function performTask(engine: EngineContext, execution: Execution): Promise<void> {
  if (!execution.task && (execution.inbox.length === 0 || execution.run.ended)) return;
  execution.busy = true;
  try {
    execution.task ??= await beginTask(engine, execution);
    if (await finishActivations(engine, execution, execution.task)) await commitTask(engine, execution, execution.task);
  } finally {
    execution.busy = false;
  }
  if (execution.task || !execution.begun) return;
  if (execution.inbox.length > 0) engine.wake(execution);
  else for (const proceed of execution.waiting.splice(0)) proceed();
}

async function beginTask(engine: EngineContext, execution: Execution): Promise<WorkflowTask> {
  const { run } = execution;
  const { history } = run;
  const stimuli = inServerOrder(execution.inbox);
  execution.inbox = [];
  const historyLengthBefore = history.length;
  for (const stimulus of stimuli) stimulus.record(history);
  const scheduledEventId = history.add('workflowTaskScheduledEventAttributes', { taskQueue: { name: 'virtual' }, attempt: 1 });
  const startedEventId = history.add('workflowTaskStartedEventAttributes', { scheduledEventId });
  const task: WorkflowTask = {
    stimuli,
    historyLengthBefore,
    scheduledEventId,
    startedEventId,
    commands: [],
    localActivities: new Map(),
    immediate: [],
    activations: [],
    newFlags: [],
  };
  run.sandbox ??= await openSandbox(engine, run);
  const jobs = stimuli.map(({ job }) => job);
  await activate(engine, execution, task, jobs);
  return task;
}

/** Lets the workflow run until it waits for nothing local any more. False: a local activity backs off, the task waits with it. */
async function finishActivations(engine: EngineContext, execution: Execution, task: WorkflowTask): Promise<boolean> {
  for (;;) {
    if (task.commands.some(isTerminal)) task.localActivities.clear(); // the run is over: nobody waits for them
    const jobs = task.immediate.length > 0 ? task.immediate.splice(0) : await performLocalActivities(engine, execution, task);
    if (jobs.length > 0) await activate(engine, execution, task, jobs);
    else if (task.localActivities.size === 0) return true;
    else {
      waitForLocalActivity(engine, execution, task);
      return false;
    }
  }
}

function waitForLocalActivity(engine: EngineContext, execution: Execution, task: WorkflowTask) {
  const next = Math.min(...[...task.localActivities.values()].map((activity) => activity.next.at));
  engine.at(next, () => engine.wake(execution));
}

async function activate(engine: EngineContext, execution: Execution, task: WorkflowTask, jobs: Job[]): Promise<void> {
  const { run } = execution;
  const sandbox = (run.sandbox ??= await openSandbox(engine, run));
  task.activations.push({ at: engine.now, jobs });
  const { commands, usedFlags, failure } = await sandbox.activate(engine.now, jobs, {
    replaying: false,
    historyLength: run.history.length,
    flags: run.flags,
  });
  for (const { level, message, attributes } of await sandbox.takeLogs()) engine.log(execution, level, message, attributes);
  if (failure) throw new WorkflowTaskFailed(execution.workflowId, run.start.runId, sandbox.errorName, failure);
  task.newFlags.push(...usedFlags.filter((flag) => !run.flags.has(flag)));
  for (const flag of usedFlags) run.flags.add(flag);
  for (const command of commands) takeCommand(engine, run, task, command);
}
