import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import { confirmationEmailStates, statesIn } from '../../domain/contact/touch-states.ts';
import { listed } from '../states.ts';

const emailSent = listed(statesIn(confirmationEmailStates, 'sent'));
const emailOver = listed(statesIn(confirmationEmailStates, 'sent', 'unsent'));

/** A change to what a lead has agreed to. */
export interface ConsentEvent {
  readonly at: Date;
  readonly event: ConsentEventKind;
  /** The form or the file. */
  readonly source: string;
  /** A consent basis; for an email, its result; for a suppression, the reason. */
  readonly detail: string | null;
  readonly channel: string | null;
  readonly purpose: string | null;
  readonly jurisdiction: string | null;
  /** The request behind it. */
  readonly requestId: string | null;
  readonly wording: string | null;
  readonly wordingVersion: string | null;
  readonly page: string | null;
  readonly ip: string | null;
  readonly agent: string | null;
  /** When a channel that was closed opens again by itself. */
  readonly until: Date | null;
}

export type ConsentEventKind =
  | 'asked' | 'sent' | 'reminded' | 'notSent' | 'confirmed' | 'expired' | 'failed' | 'given' | 'ended' | 'withdrawn' | 'closed' | 'reopened'; // prettier-ignore

/** Everything that a lead, or someone in the name of its addresses, agreed to, closed and reopened until an instant, in order. */
export async function consentHistory(db: Db, leadId: string, at: Instant): Promise<ConsentEvent[]> {
  const { rows } = await sql<ConsentEvent>`
    with address as (
      select email_key from leads where id = ${leadId} union select email_key from former_addresses where lead_id = ${leadId}
    ), request as (
      select c.*, w.body from confirmations as c join wordings as w on w.version = c.wording join address using (email_key)
    ), closing as (
      -- A lead that gets another address keeps a copy of what closed the old one.
      select distinct on (at, channel, reason) * from suppressions where (scope = 'lead' and subject = ${leadId})
        or (scope = 'address' and subject = any(array(select email_key from address)))
        or (scope = 'program' and subject like ${`${leadId}/%`})
      order by at, channel, reason, scope = 'lead' desc
    ), event as (
      select asked_at as at, 0 as rank, 'asked' as event, source, basis as detail, null as channel, null as purpose, null as jurisdiction,
        id as request_id, body as wording, request.wording as wording_version, page, asked_ip as ip, asked_agent as agent, null::timestamptz as until from request
      union all
      select coalesce(e.sent_at, e.due_at), 1, case when e.state not in ${emailSent} then 'notSent' when e.nth = 1 then 'sent' else 'reminded' end,
        source, concat_ws(': ', e.state, e.reason, e.smtp_code), 'email', null, null, id, null, null, null, null, null, null
      from request join confirmation_emails as e on e.confirmation_id = id where e.state in ${emailOver}
      union all
      select confirmed_at, 2, 'confirmed', source, basis, null, null, null, id, body, request.wording, null, confirmed_ip, confirmed_agent, null
      from request where state = 'confirmed'
      union all
      select case state when 'expired' then expires_at else asked_at end, 3, state, source, basis, null, null, null, id, null, null, null, null, null, null
      from request where state in ('expired', 'failed')
      union all
      select coalesce(confirmed_at, at), 4, 'given', source, basis, null, purpose, jurisdiction, confirmation_id, null, null, null, null, null, null
      from consents where lead_id = ${leadId}
      union all
      select expires_at, 5, 'ended', source, basis, null, purpose, jurisdiction, confirmation_id, null, null, null, null, null, null
      from consents where lead_id = ${leadId} and expires_at is not null and withdrawn_at is null
      union all
      select withdrawn_at, 6, 'withdrawn', coalesce(withdrawn_by, source), basis, null, purpose, jurisdiction, confirmation_id, null, null, null, null, null, null
      from consents where lead_id = ${leadId} and withdrawn_at is not null
      union all
      select at, 7, 'closed', coalesce(by, set_by), reason, channel, null, null, null, null, null, null, null, null, until from closing
      union all
      select lifted_at, 8, 'reopened', coalesce(lifted_by, set_by), reason, channel, null, null, null, null, null, null, null, null, null from closing
      where lifted_at is not null
    )
    select at, event, source, detail, channel, purpose, jurisdiction, request_id, wording, wording_version, page, ip, agent, until
    from event where at <= ${new Date(at)} order by at, rank`.execute(db);
  return rows;
}
