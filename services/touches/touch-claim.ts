import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Consent } from '../../domain/contact/consent.ts';
import type { SavedFields } from '../../domain/people/lead-fields.ts';
import type { Persona } from '../../domain/people/persona.ts';
import type { Suppression } from '../../domain/contact/suppression.ts';
import type { TouchState } from '../../db/columns.ts';
import type { Db } from '../../db/database.ts';
import {
  hasAbandoned,
  illegalMoves,
  journalTables,
  written,
  type IllegalMove,
  type JournalLine,
  type Written,
} from '../leads/journal.ts';
import { prepared } from '../../db/prepared.ts';
import { isSafeMode } from '../../db/system/pulse.ts';
import { unreadReply } from '../../db/touches/unread-reply.ts';
import { consentsJson, suppressionsJson } from '../../db/contact/permissions.ts';
import { triedAgain } from '../../db/states.ts';

export interface TouchClaim {
  readonly key: string;
  readonly leadId: string;
  readonly enrolmentId: string;
  readonly campaignId: string;
  readonly program: string;
  readonly track: string;
  readonly content: string;
  /** Whose version of the content it is; null for the default. */
  readonly persona: Persona | null;
  readonly repId?: string;
  /** A fresh id for each execution. */
  readonly owner: string;
  readonly at: Instant;
  readonly leaseSeconds: number;
  /** From when on the mails that went out matter. */
  readonly sentSince: Instant;
  /** Written with the claim, whatever becomes of that; one that `standsAlone` can't ride here. */
  readonly journal: readonly JournalLine[];
  readonly turn?: number;
  readonly after?: { readonly visit: number; readonly n: number };
}

/** A touch as it was before the claim. */
export interface StoredTouch {
  readonly state: TouchState;
  readonly reason: string | null;
  readonly sentAt: Instant | null;
  /** Real milliseconds that the lease, or a place in the queue, still holds. */
  readonly leaseMs: number | null;
}

/** What the check and the rendering need to know. */
export interface TouchFacts {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly zone: string;
  /** The zone is more than a guess. */
  readonly zoneSure: boolean;
  readonly country: string | null;
  readonly company: string | null;
  /** Those of the app. */
  readonly fields: SavedFields;
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
  /** How many times slower the lead wishes to hear from us. */
  readonly slower: number;
  /** When mails went out to the lead, by any program. */
  readonly sent: readonly Instant[];
  /** The same version of the content went out to the lead by another touch. */
  readonly alreadySent: boolean;
  /** Somebody has not read yet what the lead wrote back: marketing sends nothing until then. */
  readonly unreadReply: boolean;
  /** Nothing is sent until somebody has compared Postgres with Temporal after a restore. */
  readonly safeMode: boolean;
  readonly rep: {
    readonly name: string;
    readonly email: string;
    readonly title: string | null;
    readonly phone: string | null;
  } | null;
}

export interface ClaimedTouch {
  /** `claimed`: it is ours. `inDoubt`: its sender is gone. Null: it is settled, or somebody else's. */
  readonly claimed: 'claimed' | 'inDoubt' | null;
  readonly attempts: number | null;
  /** When it went out, if `inDoubt`. */
  readonly sentAt: Instant | null;
  readonly stored: StoredTouch | null;
  readonly facts: TouchFacts | null;
  readonly illegalMoves: readonly IllegalMove[];
  /** A turn of the lead that the server did not accept has left lines, and this one brings none that remove them. */
  readonly hasAbandoned: boolean;
}

/**
 * Claims a touch for one execution, and loads what it needs: one statement.
 *
 * The commit of a claim does not wait for the disk: a lost one only means that the fence finds nothing of ours, and each later
 * statement of the touch does wait, and with it for everything before it.
 * A row that somebody else inserts meanwhile is seen by the `on conflict`, not by the `select`: then both are null.
 */
export const claimTouch = async (db: Db, claim: TouchClaim): Promise<ClaimedTouch> => {
  const carries = claim.journal.length > 0;
  const { rows } = await sql<Omit<ClaimedTouch, 'illegalMoves'> & { written: Written | null }>`${prepared}
    with ${carries ? sql`${journalTables(claim)}, ` : sql``}claim as (${insertOrTakeOver(claim)})
    select claim.state as claimed, claim.attempts, ${milliseconds('claim.sent_at')} as sent_at,
      (select ${storedTouch} from touches t where t.key = ${claim.key}) as stored,
      case when claim.state = 'claimed' then (${touchFacts(claim)}) end as facts,
      case when claim.state = 'claimed' then set_config('synchronous_commit', 'off', true) end as commit,
      ${carries || claim.turn === undefined ? sql`false` : hasAbandoned(claim)} as has_abandoned,
      ${carries ? sql`(select jsonb_build_object('stageBefore', stage_before, 'moves', moves) from (${written(claim)}) as w)` : sql`null`} as written
    from (select 1) as one left join claim on true`.execute(db);
  const [row] = rows;
  if (!row)
    return { claimed: null, attempts: null, sentAt: null, stored: null, facts: null, illegalMoves: [], hasAbandoned: false };
  return { ...row, illegalMoves: row.written ? illegalMoves(row.written) : [] };
};

/** A lease that ended while sending says that nobody knows; its owner is kept, who may still come back and settle it. */
const insertOrTakeOver = (claim: TouchClaim) => sql`
  insert into touches as t
    (key, lead_id, enrolment_id, campaign_id, track, content, rep_id, rep_name, state, owner, real_lease_until, claimed_at)
  values (
    ${claim.key}, ${claim.leadId}, ${claim.enrolmentId}, ${claim.campaignId}, ${claim.track}, ${claim.content}, ${claim.repId ?? null},
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

const touchFacts = ({ key, leadId, program, content, persona, repId, sentSince }: TouchClaim) => sql`
  select jsonb_build_object(
    'email', leads.email, 'slower', leads.slower, 'firstName', leads.first_name, 'lastName', leads.last_name, 'zone', leads.zone,
    'zoneSure', leads.zone_sure, 'country', leads.country, 'fields', leads.fields,
    'company', (select a.name from accounts a where a.id = leads.account_id),
    'consents', ${consentsJson}, 'suppressions', ${suppressionsJson(sql`${program}`)},
    'sent', (
      select coalesce(jsonb_agg(${milliseconds('o.sent_at')}), '[]') from touches o
      where o.lead_id = leads.id and o.sent_at > ${new Date(sentSince)} and o.key <> ${key}
    ),
    'alreadySent', exists (
      select from touches o
      where o.lead_id = leads.id and o.content = ${content} and o.persona is not distinct from ${persona}
        and o.key <> ${key} and o.sent_at is not null
    ),
    'unreadReply', ${unreadReply(sql`leads.id`)}, 'safeMode', ${isSafeMode},
    'rep', (
      select jsonb_build_object('name', r.name, 'email', r.email, 'title', r.title, 'phone', r.phone)
      from reps r where r.id = ${repId ?? null}::uuid
    )
  ) from leads where leads.id = ${leadId}`;
