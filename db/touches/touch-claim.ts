import { sql } from 'kysely';
import type { Channel } from '../../domain/contact/suppression.ts';
import type { Persona } from '../../domain/people/persona.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { TouchState } from '../columns.ts';
import type { Db } from '../database.ts';
import { illegalMoves, written, type IllegalMove, type Written } from '../leads/journal.ts';
import { hasAbandoned, journalTables, type JournalLine } from '../leads/journal-tables.ts';
import { prepared } from '../prepared.ts';
import { triedAgain } from '../states.ts';
import { tableOf, type Columns } from '../table-of.ts';
import { milliseconds } from '../milliseconds.ts';
import { touchFacts, type TouchFacts } from './touch-facts.ts';

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
}

/** A claim of a program, with lines that are written with it, whatever its result. A journal that `needsOwnStatement` can't be included. */
export interface TouchClaimWithJournal extends TouchClaim {
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

export interface ClaimedTouch {
  /** `claimed`: this execution holds it. `inDoubt`: its sender died. Null: it is settled, or another worker holds the claim. */
  readonly claimed: 'claimed' | 'inDoubt' | null;
  readonly attempts: number | null;
  /** When it was sent, if `inDoubt`. */
  readonly sentAt: Instant | null;
  readonly stored: StoredTouch | null;
  readonly facts: TouchFacts | null;
}

export interface ClaimedWithJournal extends ClaimedTouch {
  readonly illegalMoves: readonly IllegalMove[];
  /** A turn that the server did not accept left lines, and this request has no lines that would remove them. */
  readonly hasAbandoned: boolean;
}

const claimColumns = {
  key: ['text', ({ key }) => key],
  lead_id: ['uuid', ({ leadId }) => leadId],
  enrolment_id: ['uuid', ({ enrolmentId }) => enrolmentId ?? null],
  campaign_id: ['uuid', ({ campaignId }) => campaignId ?? null],
  program: ['text', ({ program }) => program],
  track: ['text', ({ track }) => track],
  content: ['text', ({ content }) => content],
  channel: ['text', ({ channel }) => channel],
  persona: ['text', ({ persona }) => persona],
  rep_id: ['uuid', ({ repId }) => repId ?? null],
  owner: ['uuid', ({ owner }) => owner],
  at: ['timestamptz', ({ at }) => new Date(at)],
  lease_seconds: ['float8', ({ leaseSeconds }) => leaseSeconds],
  sent_since: ['timestamptz', ({ sentSince }) => new Date(sentSince)],
} satisfies Columns<TouchClaim>;

const wantedTable = (claims: readonly TouchClaim[]) => sql`wanted as (select * from ${tableOf('wanted', claims, claimColumns)})`;

/**
 * Claims a touch of a program for one execution, and loads what it needs, in one statement.
 *
 * The commit does not wait for the disk: if a claim is lost, the fence finds no claim of ours. Each later statement of the touch does
 * wait, and so flushes everything before it.
 * If another worker inserts the row concurrently, `on conflict` sees it and the `select` does not; both are null then.
 */
export async function claimTouch(db: Db, claim: TouchClaimWithJournal): Promise<ClaimedWithJournal> {
  const { enrolmentId = '' } = claim;
  const carries = claim.journal.length > 0;
  const order = { ...claim, enrolmentId };
  const { rows } = await sql<ClaimedTouch & { written: Written | null; hasAbandoned: boolean }>`${prepared}
    with ${carries ? sql`${journalTables(order)}, ` : sql``}${wantedTable([claim])}, claim as (
      insert into touches as t (${claimedColumns}) select ${claimedValues} from wanted
      on conflict (key) do update set ${takeOver} where ${mayBeTaken}
      returning ${claimOf}
    )
    select ${claimed},
      ${carries || claim.turn === undefined ? sql`false` : hasAbandoned(order)} as has_abandoned,
      ${carries ? sql`(select jsonb_build_object('stageBefore', stage_before, 'moves', moves) from (${written(order)}) as w)` : sql`null`} as written
    from wanted left join claim using (key)`.execute(db);
  const { written: done, ...row } = rows[0]!;
  return { ...row, illegalMoves: done ? illegalMoves(done) : [] };
}

/** Claims touches of the queue, each of another lead, as `claimTouch` does. One that somebody else has locked is nobody's: it is not waited for. */
export async function claimTouches(db: Db, claims: readonly TouchClaim[]): Promise<ClaimedTouch[]> {
  const { rows } = await sql<ClaimedTouch & { key: string }>`${prepared}
    with ${wantedTable(claims)}, free as (
      select key from touches where key = any(array(select key from wanted)) for update skip locked
    ), claim as (
      update touches t set ${takeOver}
      from (select ${claimedValues} from wanted join free using (key)) as excluded
      where t.key = excluded.key and ${mayBeTaken}
      returning ${claimOf}
    )
    select wanted.key, ${claimed} from wanted left join claim using (key)`.execute(db);
  const found = new Map(rows.map(({ key, ...row }) => [key, row]));
  return claims.map(({ key }) => found.get(key)!);
}

const claimedColumns = sql`key, lead_id, enrolment_id, campaign_id, track, content, channel, rep_id, rep_name, state, owner, real_lease_until, claimed_at`;

const claimedValues = sql`
  wanted.key, wanted.lead_id, wanted.enrolment_id, wanted.campaign_id, wanted.track, wanted.content, wanted.channel, wanted.rep_id,
  (select name from reps where id = wanted.rep_id) as rep_name, 'claimed' as state, wanted.owner,
  clock_timestamp() + make_interval(secs => wanted.lease_seconds) as real_lease_until, wanted.at as claimed_at`;

/** A lease that ends while sending leaves the touch in doubt. The owner is saved, because it may still return and settle the touch. */
const takeOver = sql`
  state = case t.state when 'sending' then 'inDoubt' else 'claimed' end,
  owner = case t.state when 'sending' then t.owner else excluded.owner end,
  rep_id = case t.state when 'sending' then t.rep_id else excluded.rep_id end,
  rep_name = case t.state when 'sending' then t.rep_name else excluded.rep_name end,
  real_lease_until = excluded.real_lease_until,
  claimed_at = case t.state when 'sending' then t.claimed_at else excluded.claimed_at end`;

const mayBeTaken = sql`(
  t.state in ${triedAgain}
  or (t.state = 'claimed' and (t.owner = excluded.owner or t.real_lease_until < clock_timestamp()))
  or (t.state = 'sending' and t.real_lease_until < clock_timestamp()))`;

const claimOf = sql`t.key, t.state, t.attempts, t.sent_at`;

const storedTouch = sql`jsonb_build_object(
  'state', t.state, 'reason', t.reason, 'sentAt', ${milliseconds('t.sent_at')},
  'leaseMs', ${milliseconds('(t.real_lease_until - clock_timestamp())')}
)`;

/** What is known of the rows of `wanted` and `claim`. */
const claimed = sql`
  claim.state as claimed, claim.attempts, ${milliseconds('claim.sent_at')} as sent_at,
  (select ${storedTouch} from touches t where t.key = wanted.key) as stored,
  case when claim.state = 'claimed' then (${touchFacts}) end as facts,
  case when claim.state = 'claimed' then set_config('synchronous_commit', 'off', true) end as commit`;
