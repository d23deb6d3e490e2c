import { sql, type RawBuilder } from 'kysely';
import type { Brake } from '../../domain/contact/brakes.ts';
import type { Consent } from '../../domain/contact/consent.ts';
import type { Suppression } from '../../domain/contact/suppression.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { WhileInSales } from '../../domain/lead/lanes.ts';
import type { SavedFields } from '../../domain/people/lead-fields.ts';
import type { DecidedTest } from '../../domain/reports/ab-test.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { brakesJson } from '../campaigns/brakes.ts';
import { consentsJson, suppressionsJson } from '../contact/permissions.ts';
import { listed, living, triedAgain } from '../states.ts';
import { isSafeMode } from '../system/pulse.ts';
import { decidedJson } from './decided-subjects.ts';
import { isUnanswered } from './unanswered.ts';
import { milliseconds } from '../milliseconds.ts';

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
  readonly decidedSubject: DecidedTest | null;
  /** Another touch already sent this version of the content to the lead. */
  readonly alreadySent: boolean;
  /** The lead waits for an answer: until a person gives it, no marketing is sent. */
  readonly unanswered: boolean;
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

/** Of deferrals, those that end at an instant that is known: the email then goes out. */
const planned = listed(['frequency', 'sendWindow', 'rate']);

const beside = sql`(
  select jsonb_build_object('stage', leads.stage, 'whileInSales', coalesce(programs.while_in_sales, 'wait'), 'planned', (
    select coalesce(jsonb_agg(${milliseconds('o.due_at')}), '[]') from touches o join enrolments own on own.id = o.enrolment_id
    where o.lead_id = leads.id and o.key <> wanted.key and o.state in ${triedAgain} and o.reason in ${planned}
      and own.lane is null and own.state in ${living}
  ))
  from enrolments e left join programs on programs.id = e.program
  where e.id = wanted.enrolment_id and e.lane is not null
)`;

/**
 * What was sent to the lead before. Its conditions name nothing but the lead. With more of them, Postgres could choose an index of what was
 * sent, which it believes to be short while few emails have gone out: it would read everybody who got the email, for each who will get it.
 */
const earlier = sql`
  select coalesce(jsonb_agg(${milliseconds('o.sent_at')}) filter (where o.sent_at > wanted.sent_since), '[]') as sent,
    coalesce(bool_or(o.sent_at is not null and o.content = wanted.content and o.persona is not distinct from wanted.persona), false) as has_this
  from touches o where o.lead_id = leads.id and o.key <> wanted.key`;

/** SQL: the facts for the row `wanted` of touches to be claimed, as JSON; nothing without its lead. */
export const touchFacts: RawBuilder<TouchFacts> = sql`
  select jsonb_build_object(
    'email', leads.email, 'phone', leads.phone_key, 'slower', leads.slower, 'firstName', leads.first_name, 'lastName', leads.last_name, 'zone', leads.zone,
    'zoneSure', leads.zone_sure, 'country', leads.country, 'fields', leads.fields,
    'company', (select a.name from accounts a where a.id = leads.account_id),
    'consents', ${consentsJson}, 'suppressions', ${suppressionsJson(sql`wanted.program`)},
    'sent', earlier.sent, 'alreadySent', earlier.has_this,
    'beside', ${beside}, 'decidedSubject', ${decidedJson(sql`wanted.content`)},
    'unanswered', ${isUnanswered(sql`leads.id`)}, 'safeMode', ${isSafeMode},
    'brakes', ${brakesJson(sql`wanted.campaign_id`, sql`wanted.at`)},
    'rep', (
      select jsonb_build_object('name', r.name, 'email', r.email, 'title', r.title, 'phone', r.phone)
      from reps r where r.id = wanted.rep_id
    )
  ) from leads cross join lateral (${earlier}) as earlier where leads.id = wanted.lead_id`;
