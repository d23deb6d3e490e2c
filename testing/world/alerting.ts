import type { Instant } from '../../domain/time/clock.ts';
import { raiseDueReports } from '../../services/alerts/raise-reports.ts';
import { createAlerts } from '../../worker/alerts.ts';
import { publish } from '../../worker/deliver-events.ts';
import type { Ground } from './ground.ts';

export type Alerting = ReturnType<typeof createAlerting>;

/** Sends the reps' alerts, and knows when there may be one to send. */
export function createAlerting(ground: Ground) {
  const { db, clock } = ground;
  const alerts = createAlerts(ground);
  let hasActed = false;
  let next: Instant = Infinity;
  return {
    /** An activity begins, which may raise an alert. */
    notice: () => {
      hasActed = true;
    },
    /** Whether an activity has run since the last alerts, or somebody who waits for one begins to work. */
    isDue: () => hasActed || next <= clock.now(),
    send: async () => {
      hasActed = false;
      while ((await publish(db, {})) > 0); // no other system is told about a story
      while ((await alerts.tick()) > 0);
      const waiting = db.selectFrom('alerts').where('state', '=', 'waiting');
      next = (await waiting.select(({ fn }) => fn.min('dueAt').as('at')).executeTakeFirst())?.at?.getTime() ?? Infinity;
    },
    raiseReports: async () => {
      if ((await raiseDueReports(db, clock.now())) > 0) next = clock.now();
    },
  };
}
