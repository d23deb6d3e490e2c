import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Persona } from '../domain/persona.ts';
import type { Db } from './database.ts';
import { prepared } from './prepared.ts';
import { isSafeMode } from './pulse.ts';
import { unreadReply } from './unread-reply.ts';
import { concerning } from './concerning.ts';
import { rateTable, takeTokens, type SendRate } from './send-rates.ts';

export interface TouchFence {
  readonly key: string;
  readonly leadId: string;
  readonly program: string;
  readonly content: string;
  readonly owner: string;
  readonly at: Instant;
  readonly messageId: string;
  /** An unread reply of the lead's stops it; an email in a rep's name goes on. */
  readonly isMarketing: boolean;
  /** Of the content, as it is kept in `content_versions`. */
  readonly version: string;
  readonly persona: Persona | null;
  /** From which to take a token; none when the touch holds a place already. */
  readonly rates: readonly SendRate[];
}

export interface FencedTouch {
  /** The mail may go out; if anything goes wrong from now on, it may have gone out. */
  readonly passed: boolean;
  /** Somebody closed the channel since the check, or marketing's emails are held. */
  readonly closed: boolean;
  /** Somebody sent the same version of the content since the check. */
  readonly alreadySent: boolean;
  /** The claim is not ours any more. */
  readonly lost: boolean;
  /** Real seconds until the place that was taken. */
  readonly wait: number;
}

/**
 * The point after which a touch counts as mailed: `claimed` becomes `sending` if it is still ours, the channel is still open,
 * this version of the content went out by no other touch, and the rates let it through. One statement.
 *
 * It locks every touch of this content to the lead, and `for update` gives their newest versions, not the snapshot's: so of
 * two that are here at once the second sees the first. What closes the channel counts from its commit, not from its date:
 * `at` is older than the wait for Postgres, and another machine's clock may be ahead.
 */
export const fenceTouch = async (db: Db, fence: TouchFence): Promise<FencedTouch> => {
  const at = new Date(fence.at);
  const { rows } = await sql<FencedTouch>`${prepared}
    with locked as (
      select key, owner, state, persona, sent_at from touches where lead_id = ${fence.leadId} and content = ${fence.content} order by key for update
    ), mine as (
      select leads.* from locked join leads on leads.id = ${fence.leadId}
      where locked.key = ${fence.key} and locked.owner = ${fence.owner} and locked.state = 'claimed'
    ), seen as (
      select
        exists (
          select from suppressions s
          where s.lifted_at is null and s.channel in ('email', 'all') and (s.until is null or s.until > ${at})
            and ${concerning('l', sql`${fence.program}`)}
        ) or (${fence.isMarketing}::boolean and ${unreadReply(sql`l.id`)}) or ${isSafeMode} as closed,
        exists (
          select from locked
          where key <> ${fence.key} and sent_at is not null and persona is not distinct from ${fence.persona}
        ) as already_sent
      from mine l
    ), rate as (${rateTable(fence.rates)}),
    taker as (select from seen where not closed and not already_sent),
    taken as (${takeTokens}),
    passed as (
      update touches t set
        state = 'sending', sent_at = ${at}, message_id = ${fence.messageId}, version = ${fence.version}, persona = ${fence.persona}
      from taker
      where t.key = ${fence.key} and t.owner = ${fence.owner} and t.state = 'claimed' and not exists (select from taken where wait > 0)
      returning t.key
    )
    select exists (select from passed) as passed, not exists (select from mine) as lost,
      coalesce((select closed from seen), false) as closed, coalesce((select already_sent from seen), false) as already_sent,
      coalesce((select max(wait) from taken), 0)::float8 as wait`.execute(db);
  return rows[0] ?? { passed: false, closed: false, alreadySent: false, lost: true, wait: 0 };
};
