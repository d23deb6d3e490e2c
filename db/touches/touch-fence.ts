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
import { rateTable, takeTokens, waitsJson, type SendRate, type Waits } from './send-rates.ts';

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
  /** Its lease begins again: real seconds. */
  readonly leaseSeconds: number;
  /** How many messages to the lead the check knew of, and since when they count. */
  readonly known: { readonly sent: number; readonly since: Instant };
  readonly messageId: string;
  /** The version of the content, as saved in `content_versions`. */
  readonly version: string;
  readonly persona: Persona | null;
  /** The rates to take a token from; none if the touch already has a slot. An empty bucket stops nothing, and owes. */
  readonly rates: readonly SendRate[];
}

export interface FencedTouch {
  /** The message may be sent. If anything fails from now on, it may have been sent. If not, something has changed since the check. */
  readonly passed: boolean;
  /** Which buckets owe a token now. */
  readonly waits: Waits;
}

/** SQL: whether all sending has stopped, or the touch's channel to the row of `leads` has closed or may have closed, since the check. */
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
  or ${isBraked(sql`${campaignId ?? null}::uuid`, isMarketing, at)} or ${isSafeMode}
  or ${consentsJson} <> coalesce(${consents ? JSON.stringify(consents) : null}::jsonb, ${consentsJson})
)`;

/**
 * The point after which a touch counts as sent: `claimed` becomes `sending` if the claim is still ours, the channel is still open, no
 * other touch sent this version of the content since the check, and none made it too soon for this one. One statement.
 *
 * It locks every touch of this content to the lead, and those that are claimed, because their programs may be here, too. Of two that are
 * here at once, one does not pass: it must not wait for the other, because what is saved while a statement waits is not seen by it.
 * A suppression counts from its commit, not from its date: `at` is older, and another machine's clock may be ahead.
 */
export async function fenceTouch(db: Db, fence: TouchFence): Promise<FencedTouch> {
  const at = new Date(fence.at);
  const { rows } = await sql<FencedTouch>`${prepared}
    with present as (
      select key from touches
      where lead_id = ${fence.leadId} and (content = ${fence.content} or (${fence.isMarketing}::boolean and state = 'claimed'))
    ), locked as (
      select key, owner, state, content, persona, sent_at from touches
      where key = any(array(select key from present)) order by key for update skip locked
    ), mine as (
      select leads.* from locked join leads on leads.id = ${fence.leadId}
      where locked.key = ${fence.key} and locked.owner = ${fence.owner} and locked.state = 'claimed'
        and (select count(*) from locked) = (select count(*) from present)
    ), may as (
      select from mine as leads
      where not ${closedSince(fence)}
        and not exists (
          select from locked
          where key <> ${fence.key} and content = ${fence.content} and sent_at is not null and persona is not distinct from ${fence.persona}
        )
        and not (${fence.isMarketing}::boolean and (
          select count(*) from (
            select key from touches where lead_id = ${fence.leadId} and sent_at > ${new Date(fence.known.since)}
            union select key from locked where sent_at > ${new Date(fence.known.since)}
          ) as gone where key <> ${fence.key}
        ) > ${fence.known.sent})
    ), rate as (${rateTable(fence.rates)}), taker as (select from may), taken as (${takeTokens}),
    passed as (
      update touches t set
        state = 'sending', real_lease_until = clock_timestamp() + make_interval(secs => ${fence.leaseSeconds}), sent_at = ${at}, message_id = ${fence.messageId}, version = ${fence.version}, persona = ${fence.persona}
      from may where t.key = ${fence.key}
      returning t.key
    )
    select exists (select from passed) as passed, ${waitsJson} as waits`.execute(db);
  return rows[0] ?? { passed: false, waits: {} };
}

/**
 * Whether a touch that passed the fence may still be sent: the channel has not been closed since, no safe mode has begun, and our lease is
 * valid. Everything committed before this statement counts, including an opt-out that came too late for the fence.
 */
export async function touchStillGoes(db: Db, touch: CheckedTouch): Promise<boolean> {
  const { rows } = await sql<{ goes: boolean }>`${prepared}
    select t.real_lease_until > clock_timestamp() and not ${closedSince(touch)} as goes
    from touches t join leads on leads.id = t.lead_id
    where t.key = ${touch.key} and t.owner = ${touch.owner} and t.state = 'sending'`.execute(db);
  return rows[0]?.goes ?? false;
}
