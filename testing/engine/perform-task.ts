import type { Instant } from '../../domain/time/clock.ts';
import { commitTask } from './commit.ts';
import type { EngineContext } from './engine-context.ts';
import { WorkflowTaskFailed } from './errors.ts';
import type { Execution } from './execution.ts';
import { performLocalActivities } from './local-activity.ts';
import { openSandbox } from './sandbox-of-run.ts';
import type { Job } from './sdk-runtime.ts';
import { inServerOrder } from './stimulus.ts';
import { isTerminal, takeCommand } from './take-command.ts';
import type { WorkflowTask } from './workflow-task.ts';

/** Performs the next task of the execution, or continues the one that waited for a local activity. */
export async function performTask(engine: EngineContext, execution: Execution): Promise<void> {
  if (!execution.task && (execution.inbox.length === 0 || execution.run.ended)) return;
  execution.busy = true;
  try {
    if (heartbeatIsDue(engine, execution)) await heartbeat(engine, execution);
    execution.task ??= await beginTask(engine, execution);
    if (await finishActivations(engine, execution, execution.task)) await commitTask(engine, execution, execution.task);
  } finally {
    execution.busy = false;
  }
  if (execution.task || !execution.begun) return;
  if (execution.inbox.length > 0) engine.wake(execution);
  else for (const proceed of execution.waiting.splice(0)) proceed();
}

/** How long (in milliseconds) a local activity may hold a task before the next task lets messages in: four fifths of its timeout. */
const heartbeatAfter = 8_000;

/** When an execution whose task is held by a local activity will see a message that arrives now. */
export const nextHeartbeat = ({ begunAt }: WorkflowTask): Instant => begunAt + heartbeatAfter;

const heartbeatIsDue = ({ now }: EngineContext, { task, inbox }: Execution): boolean =>
  task !== undefined && inbox.length > 0 && now >= nextHeartbeat(task);

/** Ends the task with what it has, and continues in another one, with the messages that have arrived. */
async function heartbeat(engine: EngineContext, execution: Execution): Promise<void> {
  const { task } = execution;
  if (!task) return;
  await commitTask(engine, execution, task);
  execution.carried = [...task.localActivities.values()];
}

async function beginTask(engine: EngineContext, execution: Execution): Promise<WorkflowTask> {
  const { run, carried } = execution;
  execution.carried = [];
  const { history } = run;
  const stimuli = inServerOrder(execution.inbox);
  execution.inbox = [];
  const historyLengthBefore = history.length;
  for (const stimulus of stimuli) stimulus.record(history);
  const scheduledEventId = history.add('workflowTaskScheduledEventAttributes', { taskQueue: { name: 'virtual' }, attempt: 1 });
  const startedEventId = history.add('workflowTaskStartedEventAttributes', { scheduledEventId });
  const task: WorkflowTask = {
    stimuli,
    begunAt: engine.now,
    historyLengthBefore,
    scheduledEventId,
    startedEventId,
    commands: [],
    localActivities: new Map(carried.map((activity) => [activity.seq, activity])),
    carried,
    immediate: [],
    activations: [],
    newFlags: [],
  };
  run.sandbox ??= await openSandbox(engine, run);
  const jobs = stimuli.map(({ job }) => job);
  await activate(engine, execution, task, jobs);
  return task;
}

/** Runs the workflow until it waits for nothing local. False if a local activity backs off, so that the task waits with it. */
async function finishActivations(engine: EngineContext, execution: Execution, task: WorkflowTask): Promise<boolean> {
  for (;;) {
    if (task.commands.some(isTerminal)) task.localActivities.clear(); // the run is over: nothing waits for them
    if (task.immediate.length > 0) {
      await activate(engine, execution, task, task.immediate.splice(0));
      continue;
    }
    const results = await performLocalActivities(engine, execution, task);
    // A result that arrives while the workflow is running gets an activation of its own, though its marker is already written.
    for (const result of results) await activate(engine, execution, task, [result]);
    if (results.length > 0) continue;
    if (task.localActivities.size === 0) return true;
    holdTask(engine, execution, task);
    return false;
  }
}

function holdTask(engine: EngineContext, execution: Execution, task: WorkflowTask): void {
  const attempts = [...task.localActivities.values()].map(({ next }) => next.at);
  const next = Math.min(...attempts, execution.inbox.length > 0 ? nextHeartbeat(task) : Infinity);
  engine.at(next, () => engine.wake(execution));
}

async function activate(engine: EngineContext, execution: Execution, task: WorkflowTask, jobs: Job[]): Promise<void> {
  const { run } = execution;
  const sandbox = (run.sandbox ??= await openSandbox(engine, run));
  const at = run.timeAt(engine.now);
  task.activations.push({ at, jobs });
  const { commands, usedFlags, failure } = await sandbox.activate(at, jobs, {
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
