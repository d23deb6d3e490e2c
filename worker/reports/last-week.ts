import { allWithin, type Scope } from '../../db/reports/scope.ts';
import { dayAt } from '../../domain/time/local-time.ts';
import { beginningOf, mondayOf } from '../../domain/time/working-day.ts';
import type { ReportDeps } from './report.ts';

/** What reports count about the last whole week, from Monday to Sunday in the rep's zone. */
export function lastWeek({ policy, now, zone }: ReportDeps): Scope {
  const monday = mondayOf(dayAt(zone, now));
  const span = { from: beginningOf(zone, monday - 7), to: beginningOf(zone, monday), now, zone };
  // These reports count no goals of emails.
  return allWithin({ content: {}, policy }, span);
}
