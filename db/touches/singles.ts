import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Persona } from '../../domain/people/persona.ts';
import type { Db, Trx } from '../database.ts';
import { triedAgain } from '../states.ts';
import { isSafeMode } from '../system/pulse.ts';

/** A touch that no program orders: it is its own entry in the queue until it is sent, or never will be. */
export interface NewSingle {
  readonly key: string;
  readonly leadId: string;
  readonly dueAt: Instant;
  /** Why the lead does not get it; saved so that people can look it up. */
  readonly refused?: string | undefined;
}

interface Single {
  readonly campaignId?: string | undefined;
  readonly content: string;
  readonly repId?: string | undefined;
  readonly at: Instant;
}

/** The track of a touch that no program orders; part of no key. */
export const SINGLE = 'single';

/** Puts emails into the queue, and notes who does not get them. */
export async function insertSingles(
  trx: Trx,
  singles: readonly NewSingle[],
  { campaignId, content, repId, at }: Single,
): Promise<void> {
  const rows = singles.map(({ dueAt, ...row }) => ({ ...row, dueAt: new Date(dueAt) }));
  await sql`
    insert into touches (key, lead_id, campaign_id, track, content, channel, rep_id, rep_name, state, reason, claimed_at, due_at, settled_at)
    select key, "leadId", ${campaignId ?? null}::uuid, ${SINGLE}, ${content}, 'email', ${repId ?? null}::uuid,
      (select name from reps where id = ${repId ?? null}::uuid),
      case when refused is null then 'deferred' else 'never' end, coalesce(refused, 'queued'), ${new Date(at)},
      case when refused is null then "dueAt" end, case when refused is not null then ${new Date(at)}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(key text, "leadId" uuid, "dueAt" timestamptz, refused text)`.execute(
    trx,
  );
}

/** An email of the queue that is due. */
export interface DueSingle {
  readonly key: string;
  readonly leadId: string;
  readonly campaignId: string | null;
  readonly content: string;
  readonly repId: string | null;
  readonly persona: Persona | null;
}

/**
 * Takes emails that are due, and keeps others from taking them for a while: an email that was taken and not claimed, because its
 * process died, is due again then. What a brake or safe mode holds as a whole stays in the queue untouched.
 * @param take.until program time
 */
export async function takeDueSingles(db: Db, take: { at: Instant; until: Instant; most: number }): Promise<DueSingle[]> {
  const { rows } = await sql<DueSingle>`
    with due as (
      select key from touches t
      where t.enrolment_id is null and t.due_at <= ${new Date(take.at)}
        and (t.state in ${triedAgain} or (t.state = 'claimed' and t.real_lease_until < clock_timestamp()))
        and not ${isSafeMode}
        and not exists (select from brakes b where b.released_at is null and (b.until is null or b.until > ${new Date(take.at)})
          and (b.campaign_id is null or (b.campaign_id = t.campaign_id and b.account_id is null and b.lead_id is null)))
      order by t.due_at limit ${take.most} for update skip locked
    )
    update touches t set due_at = ${new Date(take.until)} from due, leads
    where t.key = due.key and leads.id = t.lead_id
    returning t.key, t.lead_id, t.campaign_id, t.content, t.rep_id, leads.persona`.execute(db);
  return rows;
}

interface Which {
  readonly campaignId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly leadId?: string | undefined;
}

const isIn = ({ campaignId, accountId, leadId }: Which) => sql`
  t.enrolment_id is null and t.state in ${triedAgain} and leads.id = t.lead_id
  and (${campaignId ?? null}::uuid is null or t.campaign_id = ${campaignId ?? null}::uuid)
  and (${accountId ?? null}::uuid is null or leads.account_id = ${accountId ?? null}::uuid)
  and (${leadId ?? null}::uuid is null or t.lead_id = ${leadId ?? null}::uuid)`;

/** Takes emails that wait out of the queue for good. One that is being sent goes out, or comes back and finds the brake. */
export const dropSingles = (trx: Trx, which: Which, { reason, at }: { reason: string; at: Instant }): Promise<unknown> =>
  sql`update touches t set state = 'never', reason = ${reason}, settled_at = ${new Date(at)}, due_at = null from leads where ${isIn(which)}`.execute(
    trx,
  );

/** Makes emails due that wait for the release of a brake. */
export const freeSingles = (trx: Trx, which: Which, { reason, at }: { reason: string; at: Instant }): Promise<unknown> =>
  sql`update touches t set due_at = ${new Date(at)} from leads where ${isIn(which)} and t.reason = ${reason}`.execute(trx);
