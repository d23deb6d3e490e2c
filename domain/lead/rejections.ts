import { kinds } from '../text/kinds.ts';

interface RejectionSpec {
  /** Its name in reports. */
  readonly label: string;
  /** What the caller reads. @param rep the task's present assignee */
  readonly message: (rep: string) => string;
  readonly todo: string;
}

/** Why a workflow rejects an update; the key is the failure's type. Its details hold ids. */
export const rejections = kinds<RejectionSpec>()({
  TaskClosed: {
    label: 'the task was closed by then',
    message: () => 'This task is already closed.',
    todo: 'Reload your tasks.',
  },
  /** Its details name the rep. */
  TaskReassigned: {
    label: 'the task had another assignee by then',
    message: (rep) => `This task was reassigned to ${rep}.`,
    todo: 'Talk to them, or claim it back.',
  },
  NotWaitingForDecision: {
    label: 'the task did not wait for a decision',
    message: () => 'This task does not wait for a decision.',
    todo: 'Load the tasks that wait for a decision again.',
  },
  DispositionNotForTask: {
    label: 'the disposition did not belong to the task',
    message: () => 'This disposition does not belong to this kind of task.',
    todo: 'Choose one that the task lists.',
  },
  TrackUnknown: {
    label: 'the program had no such track',
    message: () => 'The program has no such track, or nurture cannot begin there.',
    todo: 'Choose a track of the program.',
  },
  NotParked: {
    label: 'the lead was not parked',
    message: () => 'This lead is not parked.',
    todo: 'Load the parked leads again.',
  },
  /** Another caller used it, or the same caller for another request. */
  IdUsed: {
    label: 'the id was used before',
    message: () => 'This id was used for something else.',
    todo: 'Use another id.',
  },
  /** The next run has not begun yet. */
  NotReady: {
    label: 'the lead was between two tracks (retried)',
    message: () => 'The lead is between two tracks.',
    todo: 'Try again in a moment.',
  },
});

export type Rejection = keyof typeof rejections;

/** The code of a rejection in answers of the API: `taskClosed`. */
export const rejectionCode = <R extends string>(rejection: R): Uncapitalize<R> =>
  (rejection.charAt(0).toLowerCase() + rejection.slice(1)) as Uncapitalize<R>;
