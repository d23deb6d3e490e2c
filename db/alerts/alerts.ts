import { sql, type RawBuilder } from 'kysely';
import { confirmationEmailStates, statesIn } from '../../domain/contact/touch-states.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { AlertState } from '../columns.ts';
import type { Db } from '../database.ts';
import type { Settlement } from '../contact/confirmation-emails.ts';
import { listed } from '../states.ts';
import { isSafeMode } from '../system/pulse.ts';
import { alertKinds, type AlertKind } from './alert-kinds.ts';

/** An alert that this process has claimed. */
export interface ClaimedAlert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly repId: string;
  readonly taskId: string | null;
  readonly attempts: number;
}

interface Claim {
  readonly owner: string;
  /** Program time, which decides what is due; leases are in real time. */
  readonly at: Instant;
  readonly leaseSeconds: number;
  readonly most: number;
}

/**
 * Claims alerts that are due and not claimed by another process. If a sender died after the fence, the alert is in doubt: it may have
 * been sent, so it is not sent again.
 */
export async function claimAlerts(db: Db, { owner, at, leaseSeconds, most }: Claim): Promise<ClaimedAlert[]> {
  const { rows } = await sql<ClaimedAlert>`
    with lost as (
      update alerts set state = 'inDoubt', reason = 'senderGone'
      where state = 'sending' and real_lease_until < clock_timestamp()
    ), next as (
      select id from alerts
      where due_at <= ${new Date(at)} and not ${isSafeMode}
        and ((state = 'waiting' and (real_next_at is null or real_next_at <= clock_timestamp()))
          or (state = 'claimed' and real_lease_until < clock_timestamp()))
      order by due_at limit ${most} for update skip locked
    )
    update alerts set state = 'claimed', owner = ${owner}, real_lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    from next where alerts.id = next.id
    returning alerts.id, kind, rep_id, task_id, attempts`.execute(db);
  return rows;
}

interface Ours {
  readonly id: string;
  readonly owner: string;
}

/** SQL over `alert`, `task` and `rep`: why the alert is not sent any more, if it isn't. */
const over = sql.raw(`case
    when not rep.active then 'repLeft'
    when exists (select from unwanted_alerts as unwanted where unwanted.rep_id = rep.id and unwanted.kind = alert.kind) then 'unwanted'
    when not coalesce(case alert.kind ${kindsOf(alertKinds)
      .map((kind) => `when '${kind}' then (${alertKinds[kind].holds})`)
      .join(' ')} end, false) then 'over'
  end`);

/** SQL: our alert in a state, as `alert`, `task` and `rep`; none in safe mode. */
const ourAlert = ({ id, owner }: Ours, state: AlertState): RawBuilder<unknown> => sql`
  alerts as alert left join tasks as task on task.id = alert.task_id join reps as rep on rep.id = alert.rep_id
  where alert.id = ${id} and alert.owner = ${owner} and alert.state = ${state} and not ${isSafeMode}`;

export type AlertFence = 'passed' | 'lost' | 'repLeft' | 'unwanted' | 'over';

/** The point after which the alert counts as sent: the claim is still ours, the rep wants it, and what it says is still true. */
export async function fenceAlert(db: Db, ours: Ours, sent: { at: Instant; messageId: string }): Promise<AlertFence> {
  const { rows } = await sql<{ because: AlertFence | null }>`
    with mine as (
      select alert.id, ${over} as because from ${ourAlert(ours, 'claimed')} for update of alert
    ), passed as (
      update alerts set state = 'sending', sent_at = ${new Date(sent.at)}, message_id = ${sent.messageId}
      from mine where alerts.id = mine.id and mine.because is null
    )
    select because from mine`.execute(db);
  const [row] = rows;
  return row ? (row.because ?? 'passed') : 'lost';
}

/** Whether an alert that passed the fence may still be sent: it is still true, and our lease is valid. */
export async function alertStillGoes(db: Db, ours: Ours): Promise<boolean> {
  const { rows } = await sql`
    select from ${ourAlert(ours, 'sending')} and alert.real_lease_until > clock_timestamp() and ${over} is null`.execute(db);
  return rows.length > 0;
}

/** Puts an alert off until its rep works again. */
export const postponeAlert = async (db: Db, { id, owner }: Ours, until: Instant): Promise<unknown> =>
  await db
    .updateTable('alerts')
    .set({ state: 'waiting', dueAt: new Date(until) })
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('state', '=', 'claimed')
    .execute();

type AlertSettlement = Omit<Settlement, 'fails'>;

const leased = listed(statesIn(confirmationEmailStates, 'leased'));

/** Saves the result of an alert. An alert in doubt can only move to a final state. */
export async function settleAlert(db: Db, { id, owner }: Ours, settled: AlertSettlement): Promise<void> {
  const { state, reason, smtpCode, againInSeconds } = settled;
  const wentOut = confirmationEmailStates[state].phase === 'sent';
  await sql`
    update alerts set state = ${state}, reason = ${reason ?? null}, smtp_code = ${smtpCode ?? null},
      sent_at = case when ${wentOut} then sent_at end, attempts = attempts + ${state === 'waiting' ? 1 : 0},
      real_next_at = clock_timestamp() + make_interval(secs => ${againInSeconds ?? null}::float8)
    where id = ${id} and owner = ${owner} and (state in ${leased} or (state = 'inDoubt' and ${state !== 'waiting'}))`.execute(db);
}
