import type { Instant } from '../time/clock.ts';
import { MINUTE } from '../time/duration.ts';

/** How long reps may take back their own reports, in milliseconds of program time. After that, a manager can. */
export const FREE_UNDO = 10 * MINUTE;

/** Until when the reporter may take back a report that they made at an instant. */
export const undoUntil = (reportedAt: Instant): Instant => reportedAt + FREE_UNDO;
