import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Consent } from '../../domain/contact/consent.ts';
import type { Channel, CoreChannel } from '../../domain/contact/suppression.ts';
import type { Persona } from '../../domain/people/persona.ts';
import type { Db } from '../database.ts';
import { isBraked } from '../campaigns/brakes.ts';
import { prepared } from '../prepared.ts';
import { isSafeMode } from '../system/pulse.ts';
import { unreadReply } from './unread-reply.ts';
import { concerning } from '../contact/concerning.ts';
import { consentsJson } from '../contact/permissions.ts';
import { rateTable, takeTokens, type SendRate } from './send-rates.ts';

/** A claimed touch, and what the check read when it let the touch pass. */
export interface CheckedTouch {
  readonly key: string;
  readonly leadId: string;
  readonly campaignId?: string | undefined;
  readonly program: string;
  readonly channel: Channel;
  /** What closes calls or emails closes every channel to the same address. */
  readonly addressedBy: CoreChannel;
  readonly owner: string;
  readonly at: Instant;
  /** An unread reply of the lead stops it; an email in a rep's name is not stopped. */
  readonly isMarketing: boolean;
  /** The lead's consents as the check read them. Any change requires another check. */
  readonly consents?: readonly Consent[];
}

export interface TouchFence extends CheckedTouch {
  readonly content: string;
  /** How many messages to the lead the check knew of, and since when they count. */
  readonly known: { readonly sent: number; readonly since: Instant };
  readonly messageId: string;
  /** The version of the content, as saved in `content_versions`. */
  readonly version: string;
  readonly persona: Persona | null;
  /** The rates to take a token from; none if the touch already has a slot. */
  readonly rates: readonly SendRate[];
}

export interface FencedTouch {
  /** The message may be sent. If anything fails from now on, it may have been sent. */
  readonly passed: boolean;
  /** The channel was closed since the check, or a brake or an unread reply holds the message. */
  readonly closed: boolean;
  /** Another touch sent the same version of the content since the check. */
  readonly alreadySent: boolean;
  /** Another message went out to the lead since the check: it may be too soon for this one. */
  readonly crowded: boolean;
  /** Another worker holds the claim now. */
  readonly lost: boolean;
  /** Real seconds until the reserved slot. */
  readonly wait: number;
}

/** SQL: whether the touch's channel to the row of `leads` has closed, or may have closed, since the check. */
const closedSince = ({
  campaignId,
  program,
  channel,
  addressedBy,
  at,
  isMarketing,
  consents,
}: CheckedTouch): RawBuilder<boolean> => sql<boolean>`(
  exists (
    select from suppressions s
    where s.lifted_at is null and s.channel in (${channel}, ${addressedBy}, 'all') and (s.until is null or s.until > ${new Date(at)})
      and ${concerning('leads', sql`${program}`)}
  )
  or (${isMarketing}::boolean and ${unreadReply(sql`leads.id`)})
  or ${isBraked(sql`${campaignId ?? null}::uuid`, isMarketing, at)}
  or ${consentsJson} <> coalesce(${consents ? JSON.stringify(consents) : null}::jsonb, ${consentsJson})
)`;

/**
 * The point after which a touch counts as sent: `claimed` becomes `sending` if the claim is still ours, the channel is still open, no
 * other touch sent this version of the content, and the rates allow it. One statement.
 *
 * It locks every touch of this content to the lead, and those that are claimed, because their programs may be here, too. `for update`
 * reads their newest versions, not the snapshot's: of two that are here at once, the second sees the first. A suppression counts from its commit, not from its date: `at` is older than the wait for
 * Postgres, and another machine's clock may be ahead.
 */
export async function fenceTouch(db: Db, fence: TouchFence): Promise<FencedTouch> {
  const at = new Date(fence.at);
  const { rows } = await sql<FencedTouch>`${prepared}
    with locked as (
      select key, owner, state, content, persona, sent_at from touches
      where key = any(array(
        select key from touches where lead_id = ${fence.leadId} and (content = ${fence.content} or (${fence.isMarketing}::boolean and state = 'claimed'))
      )) order by key for update
    ), mine as (
      select leads.* from locked join leads on leads.id = ${fence.leadId}
      where locked.key = ${fence.key} and locked.owner = ${fence.owner} and locked.state = 'claimed'
    ), seen as (
      select
        (${closedSince(fence)} or ${isSafeMode}) as closed,
        exists (
          select from locked
          where key <> ${fence.key} and content = ${fence.content} and sent_at is not null and persona is not distinct from ${fence.persona}
        ) as already_sent,
        ${fence.isMarketing}::boolean and (
          select count(*) from (
            select key from touches where lead_id = ${fence.leadId} and sent_at > ${new Date(fence.known.since)}
            union select key from locked where sent_at > ${new Date(fence.known.since)}
          ) as gone where key <> ${fence.key}
        ) > ${fence.known.sent} as crowded
      from mine as leads
    ), rate as (${rateTable(fence.rates)}),
    taker as (select from seen where not closed and not already_sent and not crowded),
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
      coalesce((select crowded from seen), false) as crowded,
      coalesce((select max(wait) from taken), 0)::float8 as wait`.execute(db);
  return rows[0] ?? { passed: false, closed: false, alreadySent: false, crowded: false, lost: true, wait: 0 };
}

/**
 * Whether a touch that passed the fence may still be sent: the channel has not been closed since, and our lease is valid. Everything
 * committed before this statement counts, including an opt-out that came too late for the fence. It waits for no lock.
 */
export async function touchStillGoes(db: Db, touch: CheckedTouch): Promise<boolean> {
  const { rows } = await sql<{ goes: boolean }>`${prepared}
    select t.real_lease_until > clock_timestamp() and not ${closedSince(touch)} as goes
    from touches t join leads on leads.id = t.lead_id
    where t.key = ${touch.key} and t.owner = ${touch.owner} and t.state = 'sending'`.execute(db);
  return rows[0]?.goes ?? false;
}
