import { sql } from 'kysely';
import type { FaultKind } from './fault.ts';
import { confirmationEmailStates, statesIn } from '../domain/contact/touch-states.ts';
import { listed } from '../db/states.ts';

/** SQL: the lead of an alert, what it is about, and what is in the log of the email server. */
const about = sql`alerts.id::text as id, tasks.lead_id, concat_ws(' ', alerts.kind, alerts.reason, alerts.smtp_code, alerts.message_id) as detail from alerts left join tasks on tasks.id = alerts.task_id`;

/** SQL: the states of an alert that has no result. */
const open = listed(statesIn(confirmationEmailStates, 'waits', 'leased'));

/** Faults of alerts to reps. */
export const alertFaults = {
  alertLate: {
    label: 'alerts to reps that are more than ten minutes late',
    todo: 'Check that a worker runs (trellis worker), and the log of the email server.',
    find: ({ late }) => sql`select ${about} where alerts.due_at < ${new Date(late)} and alerts.state in ${open}
      and coalesce(alerts.real_next_at, alerts.real_lease_until, '-infinity') < clock_timestamp() - interval '10 minutes'`,
    remedy: 'releases them: a worker sends them if they are still true, unless they may have gone out',
    repair: async ({ db }, { id }) => {
      await sql`update alerts set state = case state when 'sending' then 'inDoubt' else 'waiting' end, real_next_at = null
        where id = ${id}::uuid and state in ${open}
        and coalesce(real_lease_until, '-infinity') < clock_timestamp()`.execute(db);
      return 'released';
    },
  },
  alertRefused: {
    label: 'alerts that the email server refused',
    todo: 'Check the address of the rep.',
    isNote: true,
    find: () => sql`select ${about} where alerts.state = 'refused'`,
  },
  alertInDoubt: {
    label: 'alerts to reps that may or may not have been delivered',
    todo: 'Do nothing: they are not sent again, and the task is in the queue of its rep.',
    isNote: true,
    find: () => sql`select ${about} where alerts.state = 'inDoubt'`,
  },
} as const satisfies Record<string, FaultKind>;
