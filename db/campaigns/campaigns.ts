import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import { living } from '../states.ts';

export interface NewCampaign {
  readonly id: string;
  readonly name: string;
  readonly program: string;
  /** In the company's currency. */
  readonly cost: number;
  readonly spreadDays: number;
  readonly jitterHours: number;
  readonly launchedBy: string;
  readonly launchedAt: Instant;
}

/** @returns false if a campaign with this name exists */
export async function insertCampaign(db: Db, { launchedAt, ...campaign }: NewCampaign): Promise<boolean> {
  const inserted = await db
    .insertInto('campaigns')
    .values({ ...campaign, launchedAt: new Date(launchedAt) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export const campaignById = (db: Db, id: string) =>
  db.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirst();

export const campaignByName = (db: Db, name: string) =>
  db.selectFrom('campaigns').selectAll().where('name', '=', name).executeTakeFirst();

/** The name and the id of each campaign. */
export const campaignNames = (db: Db) => db.selectFrom('campaigns').select(['id', 'name']).execute();

/** All campaigns, latest first, with the number of leads in each state. */
export async function listCampaigns(db: Db) {
  const rows = await db
    .selectFrom('campaigns')
    .leftJoin('enrolments', 'enrolments.campaignId', 'campaigns.id')
    .groupBy('campaigns.id')
    .select([
      'campaigns.id',
      'campaigns.name',
      'campaigns.program',
      'campaigns.cost',
      'campaigns.spreadDays',
      'campaigns.jitterHours',
      'campaigns.launchedAt',
      'campaigns.launchedBy',
    ])
    .select(sql<number>`count(*) filter (where enrolments.state in ${living})::int`.as('living'))
    .select(sql<number>`count(*) filter (where enrolments.state = 'ended')::int`.as('ended'))
    .select(sql<number>`count(*) filter (where enrolments.state = 'refused')::int`.as('refused'))
    .orderBy('campaigns.id', 'desc')
    .execute();
  return rows.map(({ launchedAt, ...row }) => ({ ...row, launchedAt: launchedAt?.getTime() ?? null }));
}
