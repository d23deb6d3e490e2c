import { waitForAttempt } from '../../db/tasks/tasks.ts';
import { nextAttempt } from '../../domain/sales/call-attempts.ts';
import type { WorkingCalendar } from '../../domain/time/working-calendar.ts';
import { byHours, hoursOf } from '../../db/staff/hours.ts';
import { restarted } from './restarted.ts';
import type { Effect } from './situation.ts';

/** Used if a team's hours are invalid, which must not stop its leads. */
const roundTheClock: WorkingCalendar = { zone: 'UTC', hours: { 'mon-sun': ['00:00-24:00'] } };

/** The lead was not reached: decides when to try again, until no attempts are left. */
export const retry: Effect = async ({ trx, deps, task, team, report, attempts, firstAttemptAt }) => {
  const hours = await hoursOf(trx, team, task.assigneeId);
  const tried = { first: firstAttemptAt, latest: report.at, attempts };
  const planned = (calendar: WorkingCalendar) => ({ next: nextAttempt(deps.policy.cadence, calendar, tried) });
  const { next } = (hours && byHours(hours, planned)) ?? planned(roundTheClock);
  if (!next) return {};
  await waitForAttempt(trx, task.id, next.at, report.at);
  return { nextAttemptAt: next.at, giveUpAt: next.giveUpAt };
};

/** Stops the clock until the date that the lead gave, where it restarts. */
export const waitUntilGiven: Effect = async (situation) => {
  const { report } = situation;
  return await restarted(situation, report.until ?? report.at);
};
