import { kinds } from '../text/kinds.ts';

interface RejectionSpec {
  /** As reports count it. */
  readonly label: string;
  /** To the person who asked. @param rep who has the task now */
  readonly message: (rep: string) => string;
  readonly todo: string;
}

/** Why a lead rejects an update; the key is the failure's type. Its details carry ids. */
export const rejections = kinds<RejectionSpec>()({
  TaskClosed: {
    label: 'the task was closed by then',
    message: () => 'This task is already closed.',
    todo: 'Reload your tasks.',
  },
  /** Its details name the rep. */
  TaskReassigned: {
    label: 'the task was somebody else’s by then',
    message: (rep) => `This task was reassigned to ${rep}.`,
    todo: 'Talk to them, or claim it back.',
  },
  NotWaitingForDecision: {
    label: 'the task did not wait for a decision',
    message: () => 'This task does not wait for a decision.',
    todo: 'Load the tasks that do again.',
  },
  DispositionNotForTask: {
    label: 'the disposition did not belong to the task',
    message: () => 'This disposition does not belong to this kind of task.',
    todo: 'Choose one of those that the task lists.',
  },
  TrackUnknown: {
    label: 'the program had no such track',
    message: () => 'The program has no such track, or nurture can not begin there.',
    todo: 'Choose a track of the program.',
  },
  NotParked: {
    label: 'the lead was not parked',
    message: () => 'This lead is not parked.',
    todo: 'Load the parked leads again.',
  },
  /** By another caller, or for something else. */
  IdUsed: {
    label: 'the id was used before',
    message: () => 'This id was used for something else.',
    todo: 'Take another id.',
  },
  /** The run has not begun. */
  NotReady: {
    label: 'the lead was between two tracks (asked again)',
    message: () => 'The lead is between two tracks.',
    todo: 'Try again in a moment.',
  },
});

export type Rejection = keyof typeof rejections;
