import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Brake } from '../../domain/contact/brakes.ts';
import type { Consent } from '../../domain/contact/consent.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { WhileInSales } from '../../domain/lead/lanes.ts';
import type { SavedFields } from '../../domain/people/lead-fields.ts';
import type { DecidedSubject } from '../../domain/reports/subject-test.ts';
import type { Persona } from '../../domain/people/persona.ts';
import type { Channel, Suppression } from '../../domain/contact/suppression.ts';
import type { TouchState } from '../columns.ts';
import type { Db } from '../database.ts';
import { illegalMoves, written, type IllegalMove, type Written } from '../leads/journal.ts';
import { hasAbandoned, journalTables, type JournalLine } from '../leads/journal-tables.ts';
import { brakesJson } from '../campaigns/brakes.ts';
import { prepared } from '../prepared.ts';
import { isSafeMode } from '../system/pulse.ts';
import { decidedJson } from './decided-subjects.ts';
import { unreadReply } from './unread-reply.ts';
import { consentsJson, suppressionsJson } from '../contact/permissions.ts';
import { listed, living, triedAgain } from '../states.ts';

export interface TouchClaim {
  readonly key: string;
  readonly leadId: string;
  /** Missing for a touch that no program orders; it has no journal. */
  readonly enrolmentId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly program: string;
  readonly track: string;
  readonly content: string;
  readonly channel: Channel;
  /** Which version of the content to send; null for the default. */
  readonly persona: Persona | null;
  readonly repId?: string;
  /** A new id for each execution. */
  readonly owner: string;
  readonly at: Instant;
  readonly leaseSeconds: number;
  /** How far back sent emails matter. */
  readonly sentSince: Instant;
  /** Written with the claim, whatever its result. A journal that `needsOwnStatement` can't be included. */
  readonly journal: readonly JournalLine[];
  readonly turn?: number;
  readonly after?: { readonly visit: number; readonly n: number };
}

/** A touch before the claim. */
export interface StoredTouch {
  readonly state: TouchState;
  readonly reason: string | null;
  readonly sentAt: Instant | null;
  /** Real milliseconds left on the lease, or on a reserved rate-limit slot. */
  readonly leaseMs: number | null;
}

/** What an email of a side program must respect. */
export interface Beside {
  readonly stage: FunnelStage;
  readonly whileInSales: WhileInSales;
  /** When the emails of the lead's main program that wait for their hour will go out. */
  readonly planned: readonly Instant[];
}

/** What the check and the renderer need to know. */
export interface TouchFacts {
  readonly email: string;
  /** The number with its country code; null without one. */
  readonly phone: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly zone: string;
  /** Whether the zone is more than a guess. */
  readonly zoneSure: boolean;
  readonly country: string | null;
  readonly company: string | null;
  /** Those of the app. */
  readonly fields: SavedFields;
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
  /** By which factor the lead wants to hear from us less often. */
  readonly slower: number;
  /** When messages were sent to the lead, by any program, on any channel. */
  readonly sent: readonly Instant[];
  /** Of a side program: what the lead's other programs say about its emails; null in the lead's main program. */
  readonly beside: Beside | null;
  /** What a person has decided about the two subjects of the content. */
  readonly decidedSubject: DecidedSubject | null;
  /** Another touch already sent this version of the content to the lead. */
  readonly alreadySent: boolean;
  /** A reply of the lead is unread: until a person reads it, no marketing is sent. */
  readonly unreadReply: boolean;
  /** What people hold sending with, now. */
  readonly brakes: readonly Brake[];
  /** After a restore, nothing is sent until Postgres and Temporal have been compared. */
  readonly safeMode: boolean;
  readonly rep: {
    readonly name: string;
    readonly email: string;
    readonly title: string | null;
    readonly phone: string | null;
  } | null;
}

export interface ClaimedTouch {
  /** `claimed`: this execution holds it. `inDoubt`: its sender died. Null: it is settled, or another worker holds the claim. */
  readonly claimed: 'claimed' | 'inDoubt' | null;
  readonly attempts: number | null;
  /** When it was sent, if `inDoubt`. */
  readonly sentAt: Instant | null;
  readonly stored: StoredTouch | null;
  readonly facts: TouchFacts | null;
  readonly illegalMoves: readonly IllegalMove[];
  /** A turn that the server did not accept left lines, and this request has no lines that would remove them. */
  readonly hasAbandoned: boolean;
}

/**
 * Claims a touch for one execution, and loads what it needs, in one statement.
 *
 * The commit does not wait for the disk: if a claim is lost, the fence finds no claim of ours. Each later statement of the touch does
 * wait, and so flushes everything before it.
 * If another worker inserts the row concurrently, `on conflict` sees it and the `select` does not; both are null then.
 */
export async function claimTouch(db: Db, claim: TouchClaim): Promise<ClaimedTouch> {
  const { enrolmentId } = claim;
  const carries = enrolmentId !== undefined && claim.journal.length > 0;
  const order = { ...claim, enrolmentId: enrolmentId ?? '' };
  const { rows } = await sql<Omit<ClaimedTouch, 'illegalMoves'> & { written: Written | null }>`${prepared}
    with ${carries ? sql`${journalTables(order)}, ` : sql``}claim as (${insertOrTakeOver(claim)})
    select claim.state as claimed, claim.attempts, ${milliseconds('claim.sent_at')} as sent_at,
      (select ${storedTouch} from touches t where t.key = ${claim.key}) as stored,
      case when claim.state = 'claimed' then (${touchFacts(claim)}) end as facts,
      case when claim.state = 'claimed' then set_config('synchronous_commit', 'off', true) end as commit,
      ${carries || claim.turn === undefined ? sql`false` : hasAbandoned(order)} as has_abandoned,
      ${carries ? sql`(select jsonb_build_object('stageBefore', stage_before, 'moves', moves) from (${written(order)}) as w)` : sql`null`} as written
    from (select 1) as one left join claim on true`.execute(db);
  const [row] = rows;
  if (!row)
    return { claimed: null, attempts: null, sentAt: null, stored: null, facts: null, illegalMoves: [], hasAbandoned: false };
  return { ...row, illegalMoves: row.written ? illegalMoves(row.written) : [] };
}

/** A lease that ends while sending leaves the touch in doubt. The owner is saved, because it may still return and settle the touch. */
const insertOrTakeOver = (claim: TouchClaim) => sql`
  insert into touches as t
    (key, lead_id, enrolment_id, campaign_id, track, content, channel, rep_id, rep_name, state, owner, real_lease_until, claimed_at)
  values (
    ${claim.key}, ${claim.leadId}, ${claim.enrolmentId ?? null}, ${claim.campaignId ?? null}, ${claim.track}, ${claim.content}, ${claim.channel}, ${claim.repId ?? null},
    (select name from reps where id = ${claim.repId ?? null}::uuid),
    'claimed', ${claim.owner}, clock_timestamp() + make_interval(secs => ${claim.leaseSeconds}), ${new Date(claim.at)}
  )
  on conflict (key) do update set
    state = case t.state when 'sending' then 'inDoubt' else 'claimed' end,
    owner = case t.state when 'sending' then t.owner else excluded.owner end,
    rep_id = case t.state when 'sending' then t.rep_id else excluded.rep_id end,
    rep_name = case t.state when 'sending' then t.rep_name else excluded.rep_name end,
    real_lease_until = excluded.real_lease_until,
    claimed_at = case t.state when 'sending' then t.claimed_at else excluded.claimed_at end
  where t.state in ${triedAgain}
    or (t.state = 'claimed' and (t.owner = excluded.owner or t.real_lease_until < clock_timestamp()))
    or (t.state = 'sending' and t.real_lease_until < clock_timestamp())
  returning t.state, t.attempts, t.sent_at`;

const milliseconds = (column: string): RawBuilder<number> => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);

const storedTouch = sql`jsonb_build_object(
  'state', t.state, 'reason', t.reason, 'sentAt', ${milliseconds('t.sent_at')},
  'leaseMs', ${milliseconds('(t.real_lease_until - clock_timestamp())')}
)`;

/** Of deferrals, those that end at an instant that is known: the email then goes out. */
const planned = listed(['frequency', 'sendWindow', 'rate']);

const besideOf = (enrolmentId: string | undefined, key: string) => sql`(
  select jsonb_build_object('stage', leads.stage, 'whileInSales', coalesce(programs.while_in_sales, 'wait'), 'planned', (
    select coalesce(jsonb_agg(${milliseconds('o.due_at')}), '[]') from touches o join enrolments own on own.id = o.enrolment_id
    where o.lead_id = leads.id and o.key <> ${key} and o.state in ${triedAgain} and o.reason in ${planned}
      and own.lane is null and own.state in ${living}
  ))
  from enrolments e left join programs on programs.id = e.program
  where e.id = ${enrolmentId ?? null}::uuid and e.lane is not null
)`;

const touchFacts = ({ key, leadId, enrolmentId, campaignId, program, content, persona, repId, sentSince, at }: TouchClaim) => sql`
  select jsonb_build_object(
    'email', leads.email, 'phone', leads.phone_key, 'slower', leads.slower, 'firstName', leads.first_name, 'lastName', leads.last_name, 'zone', leads.zone,
    'zoneSure', leads.zone_sure, 'country', leads.country, 'fields', leads.fields,
    'company', (select a.name from accounts a where a.id = leads.account_id),
    'consents', ${consentsJson}, 'suppressions', ${suppressionsJson(sql`${program}`)},
    'sent', (
      select coalesce(jsonb_agg(${milliseconds('o.sent_at')}), '[]') from touches o
      where o.lead_id = leads.id and o.sent_at > ${new Date(sentSince)} and o.key <> ${key}
    ),
    'beside', ${besideOf(enrolmentId, key)}, 'decidedSubject', ${decidedJson(content)},
    'alreadySent', exists (
      select from touches o
      where o.lead_id = leads.id and o.content = ${content} and o.persona is not distinct from ${persona}
        and o.key <> ${key} and o.sent_at is not null
    ),
    'unreadReply', ${unreadReply(sql`leads.id`)}, 'safeMode', ${isSafeMode}, 'brakes', ${brakesJson(sql`${campaignId ?? null}::uuid`, at)},
    'rep', (
      select jsonb_build_object('name', r.name, 'email', r.email, 'title', r.title, 'phone', r.phone)
      from reps r where r.id = ${repId ?? null}::uuid
    )
  ) from leads where leads.id = ${leadId}`;
