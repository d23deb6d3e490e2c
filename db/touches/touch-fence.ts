import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Consent } from '../../domain/contact/consent.ts';
import type { Channel, CoreChannel } from '../../domain/contact/suppression.ts';
import type { Persona } from '../../domain/people/persona.ts';
import type { Db } from '../database.ts';
import { isBraked } from '../campaigns/brakes.ts';
import { prepared } from '../prepared.ts';
import { isSafeMode } from '../system/pulse.ts';
import { isUnanswered } from './unanswered.ts';
import { concerning } from '../contact/concerning.ts';
import { consentsJson } from '../contact/permissions.ts';
import { tableOf, type Columns } from '../table-of.ts';
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
  /** It stops while the lead waits for an answer; an email in a rep's name does not. */
  readonly isMarketing: boolean;
  /** The lead's consents as the check read them. Any change requires another check. */
  readonly consents?: readonly Consent[];
  /** The lead's address as the check read it: the message goes there. */
  readonly email?: string;
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

export interface FencedTouches {
  /** The keys of those that may be sent. If anything fails from now on, one of them may have been sent. For the others, something has
   *  changed since the check. */
  readonly passed: readonly string[];
  /** Which buckets owe a token now. */
  readonly waits: Waits;
}

/** The columns of `wanted` that `closedSince` reads. */
const checkedColumns = {
  key: ['text', ({ key }) => key],
  owner: ['uuid', ({ owner }) => owner],
  campaign_id: ['uuid', ({ campaignId }) => campaignId ?? null],
  program: ['text', ({ program }) => program],
  channel: ['text', ({ channel }) => channel],
  addressed_by: ['text', ({ addressedBy }) => addressedBy],
  at: ['timestamptz', ({ at }) => new Date(at)],
  is_marketing: ['boolean', ({ isMarketing }) => isMarketing],
  consents: ['jsonb', ({ consents }) => (consents ? JSON.stringify(consents) : null)],
  email: ['text', ({ email }) => email ?? null],
} satisfies Columns<CheckedTouch>;

const fenceColumns = {
  ...checkedColumns,
  n: ['int', (_, n) => n],
  lead_id: ['uuid', ({ leadId }) => leadId],
  content: ['text', ({ content }) => content],
  persona: ['text', ({ persona }) => persona],
  version: ['text', ({ version }) => version],
  message_id: ['text', ({ messageId }) => messageId],
  lease_seconds: ['float8', ({ leaseSeconds }) => leaseSeconds],
  known_sent: ['int', ({ known }) => known.sent],
  known_since: ['timestamptz', ({ known }) => new Date(known.since)],
} satisfies Columns<TouchFence>;

/** SQL: whether all sending has stopped, or the channel of the row `wanted` to the row of `leads` has closed or may have closed, since the check. */
const closedSince = sql<boolean>`(
  exists (
    select from suppressions s
    where s.lifted_at is null and s.channel in (wanted.channel, wanted.addressed_by, 'all') and (s.until is null or s.until > wanted.at)
      and ${concerning('leads', sql`wanted.program`)}
  )
  or (wanted.is_marketing and ${isUnanswered(sql`leads.id`)})
  or ${isBraked(sql`wanted.campaign_id`, sql`wanted.is_marketing`, sql`wanted.at`)} or ${isSafeMode}
  or ${consentsJson} <> coalesce(wanted.consents, ${consentsJson}) or leads.email <> coalesce(wanted.email, leads.email)
)`;

/**
 * The point after which a touch counts as sent: `claimed` becomes `sending` if the claim is still ours, the channel is still open, no
 * other touch sent this version of the content since the check, and none made it too soon for this one. One statement, for touches of
 * different leads.
 *
 * It locks every touch of this content to the lead, and those that are claimed, because their programs may be here, too. Of two that are
 * here at once, one does not pass: it must not wait for the other, because what is saved while a statement waits is not seen by it.
 * A suppression counts from its commit, not from its date: `at` is older, and another machine's clock may be ahead.
 */
export async function fenceTouches(db: Db, fences: readonly TouchFence[]): Promise<FencedTouches> {
  const { rows } = await sql<FencedTouches>`${prepared}
    with wanted as (
      select * from ${tableOf('wanted', fences, fenceColumns)}
    ), present as (
      select touches.key, wanted.n from wanted join touches on touches.lead_id = wanted.lead_id
        and (touches.content = wanted.content or (wanted.is_marketing and touches.state = 'claimed'))
    ), locked as (
      select key, lead_id, owner, state, content, persona, sent_at from touches
      where key = any(array(select key from present)) order by key for update skip locked
    ), may as (
      select wanted.* from wanted join leads on leads.id = wanted.lead_id
        join locked as mine on mine.key = wanted.key and mine.owner = wanted.owner and mine.state = 'claimed'
      where not exists (select from present where present.n = wanted.n and present.key not in (select key from locked))
        and not ${closedSince}
        and not exists (
          select from locked as other
          where other.lead_id = wanted.lead_id and other.key <> wanted.key and other.content = wanted.content
            and other.sent_at is not null and other.persona is not distinct from wanted.persona
        )
        and not (wanted.is_marketing and (
          select count(*) from (
            select key from touches where lead_id = wanted.lead_id and sent_at > wanted.known_since
            union select key from locked where lead_id = wanted.lead_id and sent_at > wanted.known_since
          ) as gone where gone.key <> wanted.key
        ) > wanted.known_sent)
    ), rate as (${rateTable(fences.map(({ rates }) => rates))}), taker as (select rate.* from rate join may using (n)), taken as (${takeTokens}),
    passed as (
      update touches t set
        state = 'sending', real_lease_until = clock_timestamp() + make_interval(secs => may.lease_seconds), sent_at = may.at,
        message_id = may.message_id, version = may.version, persona = may.persona
      from may where t.key = may.key
      returning t.key
    )
    select array(select key from passed) as passed, ${waitsJson} as waits`.execute(db);
  return rows[0] ?? { passed: [], waits: {} };
}

/**
 * Whether a touch that passed the fence may still be sent: the channel has not been closed since, no safe mode has begun, and our lease is
 * valid. Everything committed before this statement counts, including an opt-out that came too late for the fence.
 */
export async function touchStillGoes(db: Db, touch: CheckedTouch): Promise<boolean> {
  const { rows } = await sql<{ goes: boolean }>`${prepared}
    select t.real_lease_until > clock_timestamp() and not ${closedSince} as goes
    from ${tableOf('wanted', [touch], checkedColumns)} join touches t on t.key = wanted.key join leads on leads.id = t.lead_id
    where t.owner = wanted.owner and t.state = 'sending'`.execute(db);
  return rows[0]?.goes ?? false;
}
