import { changeOpenTask } from '../../db/tasks.ts';
import { nextAttempt } from '../../domain/call-attempts.ts';
import { slaOf } from '../../db/sla-of.ts';
import { startClock } from '../../db/start-clock.ts';
import type { Effect } from './situation.ts';

/** Nobody was reached: when to try again, unless the attempts are used up. */
export const retry: Effect = async ({ trx, task, team, report, attempts, firstAttemptAt }) => {
  const next = nextAttempt(team.calendar, { first: firstAttemptAt, latest: report.at, attempts });
  if (!next) return {};
  await changeOpenTask(trx, task.id, { dueAt: next.at, clockStoppedAt: report.at });
  return { nextAttemptAt: next.at, giveUpAt: next.giveUpAt };
};

/** The clock stands still until the date that the lead gave, and then begins anew. */
export const waitUntilGiven: Effect = async (situation) => {
  const { trx, task, report } = situation;
  return { clock: await startClock(trx, situation, slaOf(task), report.until ?? report.at) };
};
