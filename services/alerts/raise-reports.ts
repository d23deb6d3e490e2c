import { raiseReports } from '../../db/alerts/raise.ts';
import type { Db } from '../../db/database.ts';
import { hoursOfReps } from '../../db/staff/hours.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { rhythms, workingDayAt } from '../../domain/time/working-day.ts';

/** For how long after a day's beginning its report is news. */
const NEWS = 2 * HOUR;

/**
 * Saves the daily and weekly reports of the reps whose working day has just begun, unless they have them. A rep who is away on
 * Monday gets the weekly report on their first day back; one who is away all week gets none.
 * @returns how many are new
 */
export async function raiseDueReports(db: Db, at: Instant): Promise<number> {
  const due = (await hoursOfReps(db)).flatMap(({ repId, hours }) => {
    const today = workingDayAt(hours, at);
    if (!today || at >= today.from + NEWS) return [];
    return kindsOf(rhythms).map((rhythm) => ({ rhythm, repId, subject: rhythms[rhythm](today.day), at: today.from }));
  });
  return due.length === 0 ? 0 : await raiseReports(db, due);
}
