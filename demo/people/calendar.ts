import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';

/** The first working day. It is fixed, so that weekends, the holiday and the clock change fall on the same days in every run. */
export const FIRST_MORNING: Instant = Date.UTC(2027, 2, 1, 6);

/** The campaign is launched on the Sunday before, so that everything is ready when the first emails may go out. */
export const LAUNCH: Instant = FIRST_MORNING - DAY;
