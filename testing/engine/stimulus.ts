import type { Job, Payload } from './sdk-runtime.ts';
import type { HistoryWriter } from './history-writer.ts';
import { identity } from './update.ts';
import type { Update } from './update.ts';

/** Something that wakes a workflow: it becomes a job of the next task, and an event of the history. */
export interface Stimulus {
  readonly job: Job;
  /** Writes the events that a server writes when it happens; an update is written only once it is accepted. */
  readonly record: (history: HistoryWriter) => void;
  readonly update?: Update;
}

const unrecorded = () => undefined;

export const signalled = (signalName: string, input: Payload[]): Stimulus => ({
  job: { signalWorkflow: { signalName, input, identity, headers: {} } },
  record: (history) =>
    history.add('workflowExecutionSignaledEventAttributes', { signalName, input: { payloads: input }, identity }),
});

export const updateAsked = (update: Update): Stimulus => ({ job: update.job(), record: unrecorded, update });

export const cancelRequested = (reason: string): Stimulus => ({
  job: { cancelWorkflow: { reason } },
  record: (history) => history.add('workflowExecutionCancelRequestedEventAttributes', { cause: reason, identity }),
});

/** The same stimulus again, for a task that is redone: its events are already in the history. */
export const redelivered = (stimulus: Stimulus): Stimulus => ({ ...stimulus, record: unrecorded });

/** The order in which core passes jobs to the workflow; within a rank, the order of arrival (updates come after signals). */
function rank({ job }: Stimulus): number {
  if (job.initializeWorkflow) return 0;
  if (job.signalWorkflow) return 1;
  if (job.doUpdate) return 2;
  return 3;
}

export const inServerOrder = (stimuli: Stimulus[]): Stimulus[] => stimuli.toSorted((a, b) => rank(a) - rank(b));
