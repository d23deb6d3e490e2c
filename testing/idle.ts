import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { listed } from '../db/states.ts';
import { withLooseWork } from '../db/tasks/loose-tasks.ts';
import { withRungsDue } from '../db/tasks/sla-events.ts';
import { confirmationEmailStates, statesIn } from '../domain/contact/touch-states.ts';
import type { Instant } from '../domain/time/clock.ts';

/** SQL: the states of a confirmation email that a worker still looks after. */
const unsettled = listed(statesIn(confirmationEmailStates, 'waits', 'leased'));

/**
 * Whether the sweeps of a closed world would find nothing to do: no message to deliver, no confirmation email to send, no request that
 * expires, no work that needs another owner, no clock to move, nobody who waits to enter. One statement instead of seven sweeps.
 */
export async function isIdle(db: Db, at: Instant): Promise<boolean> {
  const now = new Date(at);
  const { rows } = await sql<{ idle: boolean }>`
    select not (
      exists (select from outbox where state = 'waiting')
      or exists (select from confirmations where state = 'waiting' and expires_at <= ${now})
      or exists (
        select from confirmation_emails as e join confirmations as c on c.id = e.confirmation_id
        where c.state = 'waiting' and e.state in ${unsettled} and e.due_at <= ${now})
      or exists (${withLooseWork(at)})
      or exists (select from tasks where clock_outdated)
      or exists (select from deferred_enrolments)
    ) as idle`.execute(db);
  return rows[0]!.idle;
}

/** Whether an hour's sweeps would find nothing to do: no work that needs another owner, no clock to move, no rung that is due. */
export async function isQuiet(db: Db, at: Instant): Promise<boolean> {
  const { rows } = await sql<{ quiet: boolean }>`
    select not (
      exists (${withLooseWork(at)})
      or exists (select from tasks where clock_outdated)
      or exists (${withRungsDue(db, at)})
    ) as quiet`.execute(db);
  return rows[0]!.quiet;
}
