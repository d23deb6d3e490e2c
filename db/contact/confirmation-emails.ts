import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { reasonSpec, suppressionReasons, type ReasonSpec, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { concerning, concerningAddress } from './concerning.ts';
import type { Db, Trx } from '../database.ts';
import { isEverythingStopped } from '../campaigns/brakes.ts';
import { isSafeMode } from '../system/pulse.ts';
import { confirmationEmailStates, statesIn, type ConfirmationEmailState } from '../../domain/contact/touch-states.ts';
import { listed } from '../states.ts';

/** An email that this process has claimed. */
export interface ClaimedEmail {
  readonly confirmationId: string;
  readonly nth: number;
  readonly attempts: number;
  readonly email: string;
  readonly askedFor: string;
  readonly expiresAt: Date;
}

interface Ours {
  readonly confirmationId: string;
  readonly nth: number;
  readonly owner: string;
}

/**
 * Claims emails that are due and not claimed by another process. If a sender died after the fence, the email is in doubt: it may have
 * been sent, so it is not sent again; the reminder follows all the same.
 * @param claim.at program time, which decides what is due; leases are in real time
 */
export async function claimEmails(
  db: Db,
  claim: { owner: string; at: Instant; leaseSeconds: number; most: number },
): Promise<ClaimedEmail[]> {
  const { rows } = await sql<ClaimedEmail>`
    with lost as (
      update confirmation_emails set state = 'inDoubt', reason = 'senderGone'
      where state = 'sending' and real_lease_until < clock_timestamp()
    ), next as (
      select e.confirmation_id, e.nth from confirmation_emails as e join confirmations as c on c.id = e.confirmation_id
      where c.state = 'waiting' and e.due_at <= ${new Date(claim.at)} and not ${isSafeMode} and not ${isEverythingStopped}
        and ((e.state = 'waiting' and (e.real_next_at is null or e.real_next_at <= clock_timestamp()))
          or (e.state = 'claimed' and e.real_lease_until < clock_timestamp()))
      order by e.due_at limit ${claim.most} for update of e skip locked
    )
    update confirmation_emails as e
    set state = 'claimed', owner = ${claim.owner}, real_lease_until = clock_timestamp() + make_interval(secs => ${claim.leaseSeconds})
    from next join confirmations as c on c.id = next.confirmation_id
    where e.confirmation_id = next.confirmation_id and e.nth = next.nth
    returning e.confirmation_id, e.nth, e.attempts, c.email, c.asked_for, c.expires_at`.execute(db);
  return rows;
}

/** A request that one of our emails asks about. */
export interface AskedRequest {
  readonly id: string;
  readonly emailKey: string;
}

const keyPattern = /^([0-9a-f-]{36})\/confirm\/(\d{1,9})$/;

/** The request of the email with a key (`<request>/confirm/<nth>`), otherwise of an email with one of the message ids. */
export async function requestOfEmail(
  db: Db,
  key: string | undefined,
  messageIds: readonly string[],
): Promise<AskedRequest | undefined> {
  const [, id] = keyPattern.exec(key ?? '') ?? [];
  if (id === undefined && messageIds.length === 0) return undefined;
  return await db
    .selectFrom('confirmations')
    .select(['id', 'emailKey'])
    .where((eb) =>
      id === undefined
        ? eb('id', 'in', eb.selectFrom('confirmationEmails').select('confirmationId').where('messageId', 'in', messageIds))
        : eb('id', '=', id),
    )
    .executeTakeFirst();
}

/** Ends a request that will not be confirmed, without a reminder. */
export const failRequest = (trx: Trx, id: string): Promise<unknown> =>
  trx
    .updateTable('confirmations')
    .set({ state: 'failed', claim: null })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();

const reasonsThatForbid = (when: ReasonSpec['forbidsAsking']): SuppressionReason[] =>
  (Object.keys(suppressionReasons) as SuppressionReason[]).filter((reason) => reasonSpec(reason).forbidsAsking === when);
const stoppers = reasonsThatForbid('always');
const stoppersSinceRequest = reasonsThatForbid('sinceRequest');

export type Fence = 'passed' | 'lost' | SuppressionReason;

/** SQL: the reason that forbids asking about the request in the table `mine`, if any. */
const stoppedBy = (at: Instant): RawBuilder<{ reason: SuppressionReason }> => sql`
  select s.reason from mine
  left join lateral (
    select leads.* from leads where email_key = mine.email_key
    union all select leads.* from former_addresses as former join leads on leads.id = former.lead_id where former.email_key = mine.email_key
  ) as l on true
  join suppressions as s on s.lifted_at is null and s.channel in ('email', 'all')
    and (s.reason = any(${stoppers}::text[]) or (s.reason = any(${stoppersSinceRequest}::text[]) and (mine.asked_at is null or s.at > mine.asked_at)))
    and (s.until is null or s.until > ${new Date(at)})
    and (${concerningAddress('mine')} or (l.id is not null and ${concerning('l')}))
  limit 1`;

interface Request {
  readonly email: string;
  readonly emailKey: string;
  /** When the owner of the address made it. If missing, somebody else made it, and no opt-out is too old to forbid asking. */
  readonly askedAt?: Date | undefined;
}

/** What forbids asking the owner of an address about a request; undefined if nothing does. */
export async function forbidsAsking(
  db: Db,
  { email, emailKey, askedAt }: Request,
  at: Instant,
): Promise<SuppressionReason | undefined> {
  const { rows } = await sql<{ reason: SuppressionReason }>`
    with mine as (select ${email}::text as email, ${emailKey}::text as email_key, ${askedAt ?? null}::timestamptz as asked_at)
    ${stoppedBy(at)}`.execute(db);
  return rows[0]?.reason;
}

/** Whether an email that passed the fence may still be sent: nothing forbids it, its request is still waiting, and our lease is valid. */
export async function emailStillGoes(db: Db, ours: Ours, at: Instant): Promise<boolean> {
  const { rows } = await sql`
    with mine as (
      select c.email, c.email_key, c.asked_at
      from confirmation_emails as e join confirmations as c on c.id = e.confirmation_id
      where e.confirmation_id = ${ours.confirmationId} and e.nth = ${ours.nth} and e.owner = ${ours.owner} and e.state = 'sending'
        and e.real_lease_until > clock_timestamp() and c.state = 'waiting' and not ${isEverythingStopped} and not ${isSafeMode}
    ), stopped as (${stoppedBy(at)})
    select from mine where not exists (select from stopped)`.execute(db);
  return rows.length > 0;
}

/**
 * The point after which the email counts as sent: the claim is still ours, the request is still waiting, and nothing forbids asking
 * this address. One statement.
 */
export async function fenceEmail(db: Db, ours: Ours, sent: { at: Instant; messageId: string }): Promise<Fence> {
  const at = new Date(sent.at);
  const { rows } = await sql<{ passed: boolean; because: SuppressionReason | null }>`
    with mine as (
      select e.confirmation_id, e.nth, c.email, c.email_key, c.asked_at
      from confirmation_emails as e join confirmations as c on c.id = e.confirmation_id
      where e.confirmation_id = ${ours.confirmationId} and e.nth = ${ours.nth} and e.owner = ${ours.owner} and e.state = 'claimed'
        and c.state = 'waiting' and c.expires_at > ${at} and not ${isEverythingStopped} and not ${isSafeMode}
      for update of e, c
    ), stopped as (${stoppedBy(sent.at)}), passed as (
      update confirmation_emails as e set state = 'sending', sent_at = ${at}, message_id = ${sent.messageId}
      from mine where e.confirmation_id = mine.confirmation_id and e.nth = mine.nth and not exists (select from stopped)
      returning e.nth
    )
    select exists (select from passed) as passed, (select reason from stopped) as because`.execute(db);
  const [row] = rows;
  return row?.passed ? 'passed' : (row?.because ?? 'lost');
}

export interface Settlement {
  readonly state: Exclude<ConfirmationEmailState, 'claimed' | 'sending'>;
  readonly reason?: string;
  readonly smtpCode?: number | undefined;
  /** With `waiting`: real seconds until the next try. */
  readonly againInSeconds?: number;
  /** The address can't be reached: the request fails, without a reminder. */
  readonly fails?: boolean;
}

/** SQL: the states of an email that a worker has claimed. */
const leased = listed(statesIn(confirmationEmailStates, 'leased'));

/** Saves the result of an email. An email in doubt can only move to a final state. */
export async function settleEmail(db: Db, ours: Ours, settled: Settlement): Promise<void> {
  const { state, reason, smtpCode, againInSeconds, fails } = settled;
  const wentOut = confirmationEmailStates[state].phase === 'sent';
  await sql`
    with settled as (
      update confirmation_emails set state = ${state}, reason = ${reason ?? null}, smtp_code = ${smtpCode ?? null},
        sent_at = case when ${wentOut} then sent_at end, attempts = attempts + ${state === 'waiting' ? 1 : 0},
        real_next_at = clock_timestamp() + make_interval(secs => ${againInSeconds ?? null}::float8)
      where confirmation_id = ${ours.confirmationId} and nth = ${ours.nth} and owner = ${ours.owner}
        and (state in ${leased} or (state = 'inDoubt' and ${state !== 'waiting'}))
      returning confirmation_id
    )
    update confirmations set state = 'failed', claim = null from settled
    where confirmations.id = settled.confirmation_id and confirmations.state = 'waiting' and ${fails === true}`.execute(db);
}
