import { setGiveUp, waitForAttempt } from '../../db/tasks/tasks.ts';
import { rungsOf } from '../../db/tasks/sla-events.ts';
import { zoneOfLead } from '../../db/leads/leads.ts';
import { reasonOfGivingUp } from '../../domain/sales/cadence-policy.ts';
import { calledAt, giveUpAfter, nextAttempt } from '../../domain/sales/call-attempts.ts';
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

async function nextOf(situation: Situation) {
  const { trx, deps, task, report, attempts, firstAttemptAt } = situation;
  const { cadence } = deps.policy;
  const zone = await zoneOfLead(trx, task.leadId);
  return await inHours(situation, (calendar) => {
    // An agreed call-back has begun the time for all attempts anew.
    const giveUpAt = Math.max(giveUpAfter(cadence, calendar, firstAttemptAt), task.giveUpAt?.getTime() ?? 0);
    return nextAttempt(cadence, calendar, calledAt(cadence, calendar, zone, report.at), {
      latest: report.at,
      attempts,
      giveUpAt,
    });
  });
}

/** The result of a calculation with the hours of the rep. */
async function inHours<T>({ trx, team, task }: Situation, calculate: (hours: WorkingCalendar) => T): Promise<T> {
  const hours = await hoursOf(trx, team, task.assigneeId);
  const inside = (calendar: WorkingCalendar) => ({ result: calculate(calendar) });
  return ((hours && byHours(hours, inside)) ?? inside(roundTheClock)).result;
}

/** A deal has a clock of its own, which an attempt to reach the lead does not stop. */
async function goesOn({ trx, deps, task, team }: Situation) {
  const clock = await runningClock(trx, deps.policy, { task, team });
  if (!clock) return {};
  const climbed = await rungsOf(trx, task.id, task.round);
  return { clock: { ...clock, rungs: clock.rungs.filter(({ rung }) => !climbed.includes(rung)) } };
}

/**
 * The rep calls again at the time that the lead named, from which the time for all attempts counts. A deal has a clock of its own, which
 * starts again then.
 */
export const callBack: Effect = async (situation) => {
  const { trx, deps, task, report } = situation;
  const until = report.until ?? report.at;
  if (task.kind === 'opportunity') return await restarted(situation, until);
  await setGiveUp(trx, task.id, await inHours(situation, (calendar) => giveUpAfter(deps.policy.cadence, calendar, until)));
  return await restarted(situation, until, 'callBack');
};

/** Stops the clock until the date that the lead gave, where it restarts. */
export const waitUntilGiven: Effect = async (situation) => {
  const { report } = situation;
  return await restarted(situation, report.until ?? report.at);
};
