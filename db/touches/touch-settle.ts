import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Channel, CoreChannel } from '../../domain/contact/suppression.ts';
import type { TouchState } from '../columns.ts';
import type { Db } from '../database.ts';
import { addressOfTouch } from '../leads/former-addresses.ts';
import { intoLeadEvents } from '../leads/lead-events.ts';
import { prepared } from '../prepared.ts';
import { tableOf, type Columns } from '../table-of.ts';
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

const settlementColumns = {
  key: ['text', ({ key }) => key],
  owner: ['uuid', ({ owner }) => owner],
  at: ['timestamptz', ({ at }) => new Date(at)],
  channel: ['text', ({ channel }) => channel],
  state: ['text', ({ state }) => state],
  may_be_out: ['boolean', ({ state }) => touchStates[state].phase === 'sent'],
  because: ['text', ({ because }) => because ?? null],
  smtp_code: ['int', ({ smtpCode }) => smtpCode ?? null],
  until: ['timestamptz', ({ until }) => (until === undefined ? null : new Date(until))],
  closes: ['uuid', ({ closes }) => closes?.id ?? null],
  addressed_by: ['text', ({ closes }) => closes?.addressedBy ?? null],
} satisfies Columns<TouchSettlement>;

/**
 * Saves the results of messages, in one statement, also of those that ended before the fence, and even if another execution has marked
 * one as in doubt. From there only a final state is possible: the lead has moved on, and nothing would try the touch again.
 * An accepted message ends any problem with sending on its channel.
 * @returns the keys of those that still had the same owner
 */
export async function settleTouches(db: Db, settlements: readonly TouchSettlement[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`${prepared}
    with wanted as (
      select * from ${tableOf('wanted', settlements, settlementColumns)}
    ), settled as (
      update touches t set
        state = wanted.state, reason = wanted.because, smtp_code = wanted.smtp_code,
        settled_at = case when wanted.state <> 'notSent' then wanted.at end, due_at = wanted.until,
        sent_at = case when wanted.may_be_out then t.sent_at end,
        attempts = t.attempts + case when wanted.state = 'notSent' and wanted.because is distinct from 'stopped' then 1 else 0 end
      from wanted
      where t.key = wanted.key and t.owner = wanted.owner
        and (t.state = 'sending' or (t.state = 'claimed' and not wanted.may_be_out) or (t.state = 'inDoubt' and wanted.state <> 'notSent'))
      returning t.key, t.lead_id
    ), suppressed as (
      insert into suppressions (id, scope, subject, channel, reason, set_by, at)
      select wanted.closes, 'address', case when wanted.addressed_by = 'phone' then leads.phone_key else ${addressOfTouch} end,
        wanted.channel, 'bounced', 'system', wanted.at
      from settled join wanted using (key) join touches using (key) join leads on leads.id = settled.lead_id where wanted.closes is not null
    ), gets_through as (
      delete from sending_trouble where channel in (select channel from wanted where state = 'accepted')
    )
    select key from settled`.execute(db);
  return rows.map(({ key }) => key);
}

/** Saves one result. @returns whether the touch still had the same owner */
export const settleTouch = async (db: Db, settlement: TouchSettlement): Promise<boolean> =>
  (await settleTouches(db, [settlement])).length > 0;

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
