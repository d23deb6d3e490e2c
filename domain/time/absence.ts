import type { Instant } from './clock.ts';
import { DAY } from './duration.ts';
import { taskKinds, type TaskKind } from '../sales/task-kinds.ts';

/** A task without a due time waits for an absence of at most this length. */
const SHORT_ABSENCE = 3 * DAY;

interface Waiting {
  readonly kind: TaskKind;
  /** When the rep is back. */
  readonly back: Instant;
  readonly at: Instant;
  readonly dueAt: Instant | undefined;
  readonly clockEndsAt: Instant | undefined;
}

/**
 * Whether a task can wait until its absent rep is back: yes if it is not due before that, or for a deal, if its clock does not end
 * before that.
 */
export function canWait({ kind, back, at, dueAt, clockEndsAt }: Waiting): boolean {
  const until = { due: dueAt, clockEnds: clockEndsAt }[taskKinds[kind].waitsUntil];
  return until === undefined ? back - at <= SHORT_ABSENCE : until >= back;
}
