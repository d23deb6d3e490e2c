import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { living, triedAgain } from '../states.ts';
import type { BrakeScope } from './brakes.ts';

interface Page {
  readonly after: string | null;
  readonly limit: number;
}

/** SQL: whether the rows `leads` and `t` or `enrolments`, which has the campaign, are in the scope of a brake. */
const isIn = ({ campaignId, accountId, leadId }: BrakeScope, ofCampaign: string) => sql<boolean>`
  (${campaignId ?? null}::uuid is null or ${sql.ref(ofCampaign)} = ${campaignId ?? null}::uuid)
  and (${accountId ?? null}::uuid is null or leads.account_id = ${accountId ?? null}::uuid)
  and (${leadId ?? null}::uuid is null or leads.id = ${leadId ?? null}::uuid)`;

/** The leads in programs of campaigns that a brake concerns, with the lanes of the programs: a page, in the order of the ids. */
export async function leadsInPrograms(
  db: Db,
  scope: BrakeScope,
  { after, limit }: Page,
): Promise<{ id: string; lanes: (string | null)[] }[]> {
  const { rows } = await sql<{ id: string; lanes: (string | null)[] }>`
    select leads.id, array_agg(enrolments.lane order by enrolments.lane) as lanes from enrolments join leads on leads.id = enrolments.lead_id
    where enrolments.state in ${living} and ${isIn(scope, 'enrolments.campaign_id')} and (${after}::uuid is null or leads.id > ${after}::uuid)
    group by 1 order by 1 limit ${limit}`.execute(db);
  return rows;
}

/** The leads whose program waits with a message for the release of a brake: a page of ids, in their order. */
export async function leadsHeldBack(db: Db, scope: BrakeScope, reason: string, { after, limit }: Page): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct leads.id from touches t join leads on leads.id = t.lead_id
    where t.state in ${triedAgain} and t.reason = ${reason} and t.enrolment_id is not null
      and ${isIn(scope, 't.campaign_id')} and (${after}::uuid is null or leads.id > ${after}::uuid)
    order by 1 limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** How many leads of a campaign a brake concerns. */
export async function countConcerned(db: Db, scope: BrakeScope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct id)::int as count from (
      select leads.id from enrolments join leads on leads.id = enrolments.lead_id
      where enrolments.state in ${living} and ${isIn(scope, 'enrolments.campaign_id')}
      union all
      select leads.id from touches t join leads on leads.id = t.lead_id
      where t.enrolment_id is null and t.state in ${triedAgain} and ${isIn(scope, 't.campaign_id')}
    ) as concerned`.execute(db);
  return rows[0]?.count ?? 0;
}
