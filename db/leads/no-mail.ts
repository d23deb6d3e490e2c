import { sql } from 'kysely';
import { NO_MAIL } from '../../domain/people/domain-doubt.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../database.ts';

/** Which disqualifications to revert: those of a campaign, or of leads that an import brought. */
export type Whom = { readonly campaignId: string } | { readonly importId: string };

interface Wronged {
  readonly leadId: string;
  readonly campaignId: string;
  readonly program: string;
  /** The stage before the disqualification. */
  readonly stage: FunnelStage;
}

/** Leads that were disqualified because their domain seemed to take no email. */
export async function wrongedByNoMail(trx: Trx, whom: Whom): Promise<readonly Wronged[]> {
  const { rows } = await sql<Wronged>`
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
  return rows;
}

/** Restores the stage of leads, and forgets what DNS said about their domain. */
export async function readmit(trx: Trx, wronged: readonly Wronged[], at: Instant): Promise<void> {
  const rows = JSON.stringify(wronged);
  await sql`
    with wronged as (select * from jsonb_to_recordset(${rows}::jsonb) as row("leadId" uuid, stage text)),
      forgotten as (delete from facts f using wronged where f.lead_id = wronged."leadId" and f.field = 'receivesMail')
    update leads l set stage = wronged.stage, stage_at = ${new Date(at)} from wronged where l.id = wronged."leadId"`.execute(trx);
}
