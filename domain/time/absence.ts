import type { Instant } from './clock.ts';
import { DAY } from './duration.ts';
import { taskKinds, type TaskKind } from '../sales/task-kinds.ts';

/** What is due at no time waits for an absence that is no longer than this; our default. */
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
 * Whether a task can wait until its absent rep is back: it can when nothing falls due before, and a deal can as long as its
 * clock does not run out before.
 */
export function canWait({ kind, back, at, dueAt, clockEndsAt }: Waiting): boolean {
  const until = { due: dueAt, clockEnds: clockEndsAt }[taskKinds[kind].waitsUntil];
  return until === undefined ? back - at <= SHORT_ABSENCE : until >= back;
}
