import type { Db } from '../database.ts';
import type { PageAfter } from '../page.ts';

/** The leads that a campaign refused, with the code of the reason. */
export const refusedBy = (db: Db, campaignId: string, { after, limit }: PageAfter) =>
  db
    .selectFrom('enrolments')
    .innerJoin('leads', 'leads.id', 'enrolments.leadId')
    .where('campaignId', '=', campaignId)
    .where('enrolments.state', '=', 'refused')
    .$if(after !== undefined, (query) => query.where('leadId', '>', after!))
    .select(['leadId', 'leads.email', 'reason'])
    .orderBy('leadId')
    .limit(limit)
    .execute();
