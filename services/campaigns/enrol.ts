import { sql } from 'kysely';
import type { ClockSpec, Instant } from '../../domain/time/clock.ts';
import type { Enrolment } from '../../domain/lead/messages.ts';
import type { Trx } from '../../db/database.ts';
import { living } from '../../db/states.ts';
import { enqueue } from '../../db/system/outbox.ts';

export interface NewEnrolment {
  readonly id: string;
  readonly leadId: string;
  readonly startAt: Instant;
  /** Why the lead may not enter; saved so that people can look it up. */
  readonly refused?: string;
  readonly outboxId: string;
}

interface Into {
  readonly campaignId: string;
  readonly program: string;
  readonly clock: ClockSpec;
  readonly at: Instant;
  /** The name of the person who enrols them; undefined when leads re-enter by themselves. */
  readonly by?: string | undefined;
}

/**
 * Enrols leads into a campaign, or saves why they were refused. An outbox row starts each lead that enters.
 * A lead that was refused before may enter now.
 * @returns the ids of the leads that entered, without those that entered another campaign in the meantime
 */
export async function enrol(
  trx: Trx,
  enrolments: readonly NewEnrolment[],
  { campaignId, program, clock, at, by }: Into,
): Promise<Set<string>> {
  if (enrolments.length === 0) return new Set();
  const rows = enrolments.map(({ startAt, ...row }) => ({ ...row, startAt: new Date(startAt) }));
  const { rows: entered } = await sql<{ leadId: string; id: string }>`
    with entry as (
    insert into enrolments (id, lead_id, campaign_id, program, state, start_at, reason)
    select id, "leadId", ${campaignId}::uuid, ${program}, case when refused is null then 'waiting' else 'refused' end, "startAt", refused
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, "leadId" uuid, "startAt" timestamptz, refused text)
    where refused is not null
      or not exists (select from enrolments as e where e.lead_id = "leadId" and e.state in ${living})
    on conflict (lead_id, campaign_id) where state <> 'ended' do update set state = excluded.state, reason = excluded.reason, start_at = excluded.start_at
      where enrolments.state = 'refused'
    returning id, lead_id, state, start_at, reason
    ), event as (
      insert into lead_events (lead_id, at, kind, by, data)
      select lead_id, ${new Date(at)}::timestamptz, case entry.state when 'refused' then 'notEnrolled' else 'enrolled' end, ${by ?? null}::text,
        case entry.state when 'refused' then jsonb_build_object('campaign', name, 'because', reason)
          else jsonb_build_object('campaign', name, 'program', ${program}::text, 'startsAt', (extract(epoch from start_at) * 1000)::float8) end
      from entry join campaigns on campaigns.id = ${campaignId}::uuid
    )
    select id, lead_id from entry`.execute(trx);
  const ids = new Map(entered.map(({ leadId, id }) => [leadId, id]));
  const starting = enrolments.filter(({ leadId, refused }) => refused === undefined && ids.has(leadId));
  const messages = starting.map(({ leadId, startAt, outboxId }) => {
    const enrolment: Enrolment = { leadId, enrolmentId: ids.get(leadId) ?? '', campaignId, program, startAt, clock };
    return { id: outboxId, leadId, message: { type: 'enrol', enrolment } as const, at };
  });
  await enqueue(trx, messages);
  return new Set(starting.map(({ leadId }) => leadId));
}
