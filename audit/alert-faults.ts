import { sql } from 'kysely';
import type { FaultKind } from './fault.ts';

/** SQL: the lead of an alert, and what it is about. */
const about = sql`alerts.id::text as id, tasks.lead_id, alerts.kind as detail from alerts join tasks on tasks.id = alerts.task_id`;

/** Faults of alerts to reps. */
export const alertFaults = {
  alertLate: {
    label: 'alerts to reps that are more than ten minutes late',
    todo: 'Check that a worker runs (trellis worker), and the log of the email server.',
    find: ({ late }) => sql`select ${about} where alerts.due_at < ${new Date(late)} and alerts.state in ('waiting', 'claimed')
      and coalesce(alerts.real_next_at, alerts.real_lease_until, '-infinity') < clock_timestamp() - interval '10 minutes'`,
    remedy: 'releases them: a worker sends them if they are still true',
    repair: async ({ db }, { id }) => {
      await sql`update alerts set state = 'waiting', real_next_at = null where id = ${id}::uuid and state in ('waiting', 'claimed')
        and coalesce(real_lease_until, '-infinity') < clock_timestamp()`.execute(db);
      return 'released';
    },
  },
  alertInDoubt: {
    label: 'alerts to reps that may or may not have been delivered',
    todo: 'Nothing: they are not sent again, and the task is in the queue of its rep.',
    isNote: true,
    find: () => sql`select ${about} where alerts.state = 'inDoubt'`,
  },
} as const satisfies Record<string, FaultKind>;
