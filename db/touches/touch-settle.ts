import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { TouchState } from '../columns.ts';
import type { Db } from '../database.ts';
import { prepared } from '../prepared.ts';
import { touchStates } from '../../domain/contact/touch-states.ts';

interface Ours {
  readonly key: string;
  readonly owner: string;
  readonly at: Instant;
}

export interface TouchPutOff extends Ours {
  /** `never` if it must not be sent at all; `notSent` if sending could not be attempted. */
  readonly state: Extract<TouchState, 'deferred' | 'never' | 'notSent'>;
  readonly because: string;
  readonly until?: Instant;
  /** Real seconds for which its reserved rate-limit slot stays valid. */
  readonly slotSeconds?: number;
}

/** Gives up a claim before the fence. @returns whether it was still ours */
export async function putOffTouch(db: Db, put: TouchPutOff): Promise<boolean> {
  const at = new Date(put.at);
  const { numUpdatedRows } = await db
    .updateTable('touches')
    .set({
      state: put.state,
      reason: put.because,
      dueAt: put.until === undefined ? null : new Date(put.until),
      settledAt: put.state === 'never' ? at : null,
      realLeaseUntil:
        put.slotSeconds === undefined ? null : sql<Date>`clock_timestamp() + make_interval(secs => ${put.slotSeconds})`,
    })
    .where('key', '=', put.key)
    .where('owner', '=', put.owner)
    .where('state', '=', 'claimed')
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export interface TouchSettlement extends Ours {
  readonly state: Extract<TouchState, 'accepted' | 'refused' | 'notSent' | 'inDoubt'>;
  readonly because?: string;
  readonly smtpCode?: number;
  /** With `notSent`: when to try again. */
  readonly until?: Instant;
  /** The id of the suppression, if the address can't be reached. */
  readonly suppressionId?: string;
}

/**
 * Saves the result of an email, in one statement, even if another execution has marked it as in doubt. From there only a final state is
 * possible: the lead has moved on, and nothing would try the touch again.
 * An accepted email ends any problem with sending.
 * @returns whether there was something left to settle
 */
export async function settleTouch(db: Db, settled: TouchSettlement): Promise<boolean> {
  const at = new Date(settled.at);
  const wentOut = touchStates[settled.state].phase === 'sent';
  const { rows } = await sql`${prepared}
    with settled as (
      update touches set
        state = ${settled.state}, reason = ${settled.because ?? null}, smtp_code = ${settled.smtpCode ?? null},
        settled_at = ${settled.state === 'notSent' ? null : at},
        due_at = ${settled.until === undefined ? null : new Date(settled.until)},
        sent_at = case when ${wentOut} then sent_at end,
        attempts = attempts + ${settled.state === 'notSent' ? 1 : 0}
      where key = ${settled.key} and owner = ${settled.owner}
        and (state = 'sending' or (state = 'inDoubt' and ${settled.state !== 'notSent'}))
      returning lead_id
    ), suppressed as (
      insert into suppressions (id, scope, subject, channel, reason, set_by, at)
      select ${settled.suppressionId ?? null}::uuid, 'address', l.email_key, 'email', 'bounced', 'system', ${at}
      from settled join leads l on l.id = settled.lead_id where ${settled.suppressionId !== undefined}
    ), gets_through as (
      delete from sending_trouble where ${settled.state === 'accepted'}
    )
    select from settled`.execute(db);
  return rows.length > 0;
}
