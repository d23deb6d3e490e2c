import { setGiveUp, waitForAttempt } from '../../db/tasks/tasks.ts';
import { rungsOf } from '../../db/tasks/sla-events.ts';
import { zoneOfLead } from '../../db/leads/leads.ts';
import { reasonOfGivingUp } from '../../domain/sales/cadence-policy.ts';
import { calledAt, nextAttempt } from '../../domain/sales/call-attempts.ts';
import type { WorkingCalendar } from '../../domain/time/working-calendar.ts';
import { byHours, hoursOf } from '../../db/staff/hours.ts';
import { runningClock } from '../../services/tasks/sla-clock.ts';
import { restarted } from './restarted.ts';
import type { Effect, Situation } from './situation.ts';

/** Used if a team's hours are invalid, which must not stop its leads. */
const roundTheClock: WorkingCalendar = { zone: 'UTC', hours: { 'mon-sun': ['00:00-24:00'] } };

/**
 * The lead was not reached: decides when to try again, until no attempts are left. Each attempt has a clock of its own, so that a task
 * with one attempt is not forgotten.
 */
export const retry: Effect = async (situation) => {
  const { trx, deps, task, report, attempts, hasSpoken } = situation;
  if (task.kind === 'opportunity') return await goesOn(situation);
  const ifGivenUp = reasonOfGivingUp(deps.policy.cadence, attempts, hasSpoken);
  const next = await nextOf(situation);
  if (!next) return { ifGivenUp };
  const { at: nextAttemptAt, giveUpAt } = next;
  await setGiveUp(trx, task.id, giveUpAt);
  const started = await restarted(situation, nextAttemptAt, 'nextAttempt');
  if (!started.clock) await waitForAttempt(trx, task.id, nextAttemptAt, report.at);
  return { nextAttemptAt, giveUpAt, ifGivenUp, ...started };
};

async function nextOf({ trx, deps, task, team, report, attempts, firstAttemptAt }: Situation) {
  const { cadence } = deps.policy;
  const hours = await hoursOf(trx, team, task.assigneeId);
  const zone = await zoneOfLead(trx, task.leadId);
  const tried = { first: firstAttemptAt, latest: report.at, attempts };
  const planned = (calendar: WorkingCalendar) => ({
    next: nextAttempt(cadence, calendar, calledAt(cadence, calendar, zone, report.at), tried),
  });
  return ((hours && byHours(hours, planned)) ?? planned(roundTheClock)).next;
}

/** A deal has a clock of its own, which an attempt to reach the lead does not stop. */
async function goesOn({ trx, deps, task, team }: Situation) {
  const clock = await runningClock(trx, deps.policy, { task, team });
  if (!clock) return {};
  const climbed = await rungsOf(trx, task.id, task.round);
  return { clock: { ...clock, rungs: clock.rungs.filter(({ rung }) => !climbed.includes(rung)) } };
}

/** The rep calls again at the time that the lead named. A deal has a clock of its own, which starts again then. */
export const callBack: Effect = async (situation) => {
  const { task, report } = situation;
  return await restarted(situation, report.until ?? report.at, task.kind === 'opportunity' ? undefined : 'callBack');
};

/** Stops the clock until the date that the lead gave, where it restarts. */
export const waitUntilGiven: Effect = async (situation) => {
  const { report } = situation;
  return await restarted(situation, report.until ?? report.at);
};
