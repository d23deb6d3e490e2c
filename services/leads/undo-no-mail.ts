import { sql } from 'kysely';
import type { ClockSpec, Instant } from '../../domain/time/clock.ts';
import { NO_MAIL } from '../../domain/people/domain-doubt.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { Trx } from '../../db/database.ts';
import { enrol } from '../campaigns/enrol.ts';
import { recordEvents } from '../../db/leads/lead-events.ts';

/** Which disqualifications to revert: those of a campaign, or of leads that an import brought. */
export type Whom = { readonly campaignId: string } | { readonly importId: string };

interface Wronged {
  readonly leadId: string;
  readonly campaignId: string;
  readonly program: string;
  /** The stage before the disqualification. */
  readonly stage: FunnelStage;
}

/**
 * Reverts disqualifications of leads whose domain seemed to take no email. Their stage is restored, DNS is asked again, and they
 * re-enter their campaign.
 * @returns the leads that entered
 */
export async function undoNoMail(
  trx: Trx,
  newId: () => string,
  whom: Whom,
  { at, clock, by }: { at: Instant; clock: ClockSpec; by: string },
): Promise<Set<string>> {
  const { rows: wronged } = await sql<Wronged>`
    select distinct on (l.id) l.id as lead_id, e.campaign_id, e.program, coalesce((
      select t."from" from transitions t
      where t.lead_id = l.id and t.kind = 'stage' and t."to" = 'disqualified' order by t.at desc limit 1), 'inquiry') as stage
    from leads l join enrolments e on e.lead_id = l.id
    where l.stage = 'disqualified' and e.state = 'ended' and e.ended_as = 'disqualified' and e.reason = ${NO_MAIL}
      and ${
        'campaignId' in whom
          ? sql`e.campaign_id = ${whom.campaignId}`
          : sql`exists (select from import_leads i where i.lead_id = l.id and i.import_id = ${whom.importId})`
      }
    order by l.id, e.ended_at desc`.execute(trx);
  if (wronged.length === 0) return new Set();
  const rows = JSON.stringify(wronged);
  await sql`
    with wronged as (select * from jsonb_to_recordset(${rows}::jsonb) as row("leadId" uuid, stage text)),
      forgotten as (delete from facts f using wronged where f.lead_id = wronged."leadId" and f.field = 'receivesMail')
    update leads l set stage = wronged.stage, stage_at = ${new Date(at)} from wronged where l.id = wronged."leadId"`.execute(trx);
  await recordEvents(
    trx,
    wronged.map(({ leadId, stage }) => ({ leadId, at, by, kind: 'readmitted', data: { stage } })),
  );
  const entered = new Set<string>();
  for (const [campaignId, leads] of Map.groupBy(wronged, (lead) => lead.campaignId)) {
    const into = { campaignId, program: leads[0]!.program, clock, at, by };
    const enrolments = leads.map(({ leadId }) => ({ id: newId(), leadId, startAt: at, outboxId: newId() }));
    for (const leadId of await enrol(trx, enrolments, into)) entered.add(leadId);
  }
  return entered;
}
