import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Channel, CoreChannel } from '../../domain/contact/suppression.ts';
import type { TouchState } from '../columns.ts';
import type { Db } from '../database.ts';
import { intoLeadEvents } from '../leads/lead-events.ts';
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
  readonly channel: Channel;
  readonly state: Extract<TouchState, 'accepted' | 'refused' | 'notSent' | 'inDoubt'>;
  readonly because?: string;
  readonly smtpCode?: number;
  /** With `notSent`: when to try again. */
  readonly until?: Instant;
  /** If the address can't be reached: the id of the suppression, and which address of the lead it is. */
  readonly closes?: { readonly id: string; readonly addressedBy: CoreChannel };
}

/**
 * Saves the result of a message, in one statement, also if it ended before the fence, and even if another execution has marked it as in
 * doubt. From there only a final state is
 * possible: the lead has moved on, and nothing would try the touch again.
 * An accepted message ends any problem with sending on its channel.
 * @returns whether there was something left to settle
 */
export async function settleTouch(db: Db, settled: TouchSettlement): Promise<boolean> {
  const at = new Date(settled.at);
  const { closes } = settled;
  const mayBeOut = touchStates[settled.state].phase === 'sent';
  const { rows } = await sql`${prepared}
    with settled as (
      update touches set
        state = ${settled.state}, reason = ${settled.because ?? null}, smtp_code = ${settled.smtpCode ?? null},
        settled_at = ${settled.state === 'notSent' ? null : at},
        due_at = ${settled.until === undefined ? null : new Date(settled.until)},
        sent_at = case when ${mayBeOut} then sent_at end,
        attempts = attempts + ${settled.state === 'notSent' && settled.because !== 'stopped' ? 1 : 0}
      where key = ${settled.key} and owner = ${settled.owner}
        and (state = 'sending' or (state = 'claimed' and not ${mayBeOut}) or (state = 'inDoubt' and ${settled.state !== 'notSent'}))
      returning lead_id
    ), suppressed as (
      insert into suppressions (id, scope, subject, channel, reason, set_by, at)
      select ${closes?.id ?? null}::uuid, 'address', case when ${closes?.addressedBy === 'phone'} then l.phone_key else l.email_key end,
        ${settled.channel}, 'bounced', 'system', ${at}
      from settled join leads l on l.id = settled.lead_id where ${closes !== undefined}
    ), gets_through as (
      delete from sending_trouble where channel = ${settled.channel} and ${settled.state === 'accepted'}
    )
    select from settled`.execute(db);
  return rows.length > 0;
}

interface Settled {
  readonly key: string;
  readonly state: 'accepted' | 'refused';
  readonly at: Instant;
  /** How the result is known: a person read the log, or a report arrived. */
  readonly because: 'settledByHand' | 'reported';
  readonly by?: string;
}

/** Settles a touch that is in doubt; a person may change their own answer. @returns its lead; undefined if it is not, or no longer, in doubt */
export async function settleInDoubt(db: Db, { key, state, at, because, by }: Settled): Promise<string | undefined> {
  const { rows } = await sql<{ leadId: string }>`
    with settled as (
      update touches set state = ${state}, settled_at = ${new Date(at)}, reason = ${because}
      where key = ${key} and (state = 'inDoubt' or ${because === 'settledByHand'} and reason = 'settledByHand' and state <> ${state})
      returning *
    )
    ${intoLeadEvents}
    select lead_id, settled_at, 'doubtSettled', ${by ?? null}::text,
      jsonb_build_object('content', content, 'state', state, 'because', ${because}::text) from settled
    returning lead_id`.execute(db);
  return rows[0]?.leadId;
}
