import type { Instant } from '../domain/clock.ts';
import { dueRungs } from '../domain/sla-clock.ts';
import { slas } from '../domain/sla.ts';
import type { SlaId } from '../domain/sla.ts';
import type { WorkingCalendar } from '../domain/working-calendar.ts';
import type { SlaClock } from './contract.ts';

/** A clock of a task: each rung of the ladder, in the team's working time from `from` on. */
export const slaClock = (calendar: WorkingCalendar, sla: SlaId, round: number, from: Instant): SlaClock => ({
  sla,
  round,
  rungs: dueRungs(calendar, slas[sla].ladder, from),
});

/** When the task is due: at the first rung. */
export const dueAtOf = (clock: SlaClock | undefined): Instant | undefined => clock?.rungs[0]?.at;
