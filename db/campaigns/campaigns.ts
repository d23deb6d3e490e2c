import { sql, type RawBuilder } from 'kysely';
import type { CampaignState } from '../../domain/lead/campaign-states.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import { listed, living } from '../states.ts';
import type { Expression } from '../../domain/audience/expression.ts';
import { statesIn, touchStates } from '../../domain/contact/touch-states.ts';
import type { PageAfter } from '../page.ts';
import { membershipOf } from './members.ts';

/** What a draft says; all of it can change until it is launched. */
export interface Draft {
  readonly name: string;
  /** Of a campaign of a single email, a name that no program has. */
  readonly program: string;
  /** The email of a campaign of a single email. */
  readonly content?: string | undefined;
  /** Missing until somebody chooses one; an empty one is everybody. */
  readonly audience?: Expression | undefined;
  /** In the company's currency. */
  readonly cost: number;
  readonly spreadDays: number;
  readonly jitterHours: number;
  /** Whether leads that were archived, or were in this campaign before, may come back. */
  readonly again: boolean;
  /** Of 100 leads that may enter, how many get nothing, so that lift can be measured. */
  readonly holdoutPercent?: number | undefined;
}

/** The program of a campaign of a single email: "not relevant" closes it, and no program has this name. */
export const programOfEmail = (content: string): string => `email/${content}`;

const written = ({ audience, ...draft }: Partial<Draft>) => ({
  ...draft,
  audience: audience && JSON.stringify(audience),
});

/** @returns false if a campaign with this name exists */
export async function insertDraft(db: Db, { id, ...draft }: Draft & { readonly id: string }): Promise<boolean> {
  const inserted = await db
    .insertInto('campaigns')
    .values({ id, name: draft.name, program: draft.program, ...written(draft) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Changes a campaign. The caller has locked it, and knows what may still change. */
export const updateCampaign = async (trx: Trx, id: string, changes: Partial<Draft>): Promise<unknown> =>
  Object.keys(changes).length > 0 && (await trx.updateTable('campaigns').set(written(changes)).where('id', '=', id).execute());

interface Launch {
  readonly by: string;
  readonly at: Instant;
  /** When the first leads begin. */
  readonly startsAt: Instant;
  readonly spreadDays: number;
}

export const markLaunched = async (trx: Trx, id: string, { by, at, startsAt, spreadDays }: Launch): Promise<unknown> =>
  await trx
    .updateTable('campaigns')
    .set({ launchedBy: by, launchedAt: new Date(at), startsAt: new Date(startsAt), spreadDays })
    .where('id', '=', id)
    .execute();

export const markStopped = async (trx: Trx, id: string, at: Instant): Promise<unknown> =>
  await trx
    .updateTable('campaigns')
    .set({ stoppedAt: new Date(at) })
    .where('id', '=', id)
    .execute();

/** The campaigns that people look at: those that have leads now, and those that were launched after an instant. */
export async function livelyCampaigns(
  db: Db,
  after: Instant,
): Promise<readonly { readonly id: string; readonly launchedAt: Date }[]> {
  const { rows } = await sql<{ id: string; launchedAt: Date }>`
    select id, launched_at from campaigns where launched_at > ${new Date(after)} or (launched_at is not null
      and exists (select from enrolments where campaign_id = campaigns.id and state in ${living}))`.execute(db);
  return rows;
}

const waits = listed(statesIn(touchStates, 'waits', 'leased'));

/** SQL: the state of a row of `campaigns` at an instant; it follows from what happened. */
const stateAt = (at: Instant): RawBuilder<CampaignState> => sql<CampaignState>`case
  when campaigns.launched_at is null then 'draft'
  when campaigns.stopped_at is not null then 'stopped'
  when exists (select from brakes b where b.campaign_id = campaigns.id and b.account_id is null and b.lead_id is null
    and b.released_at is null and (b.until is null or b.until > ${new Date(at)})) then 'paused'
  when campaigns.starts_at > ${new Date(at)} then 'scheduled'
  when exists (select from enrolments e where e.campaign_id = campaigns.id and e.state in ${living})
    or exists (select from touches t where t.campaign_id = campaigns.id and t.enrolment_id is null and t.state in ${waits})
    or not exists (select from enrolments e where e.campaign_id = campaigns.id)
      and not exists (select from touches t where t.campaign_id = campaigns.id) then 'running'
  else 'ended' end`;

export const campaignById = (db: Db, id: string) =>
  db.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirst();

export const campaignByName = (db: Db, name: string) =>
  db.selectFrom('campaigns').selectAll().where('name', '=', name).executeTakeFirst();

/** The same, with its state. */
export const campaignNow = (db: Db, id: string, at: Instant) =>
  db.selectFrom('campaigns').selectAll().select(stateAt(at).as('state')).where('id', '=', id).executeTakeFirst();

/** The same, and nobody else changes it until the transaction ends. */
export async function lockCampaign(trx: Trx, id: string, at: Instant) {
  await trx.selectFrom('campaigns').select('id').where('id', '=', id).forUpdate().execute();
  return await campaignNow(trx, id, at);
}

/** Lets nobody stop or pause a campaign until the transaction ends; several transactions may do this at once. */
export const shareCampaign = async (trx: Trx, id: string): Promise<unknown> =>
  await trx.selectFrom('campaigns').select('id').where('id', '=', id).forShare().execute();

/** A campaign that runs a program and takes in leads; undefined for a draft, a stopped one, and one of a single email. */
export const openCampaign = (db: Db, which: { readonly id: string } | { readonly name: string }) =>
  db
    .selectFrom('campaigns')
    .selectAll()
    .where('launchedAt', 'is not', null)
    .where('stoppedAt', 'is', null)
    .where('content', 'is', null)
    .where((eb) => ('id' in which ? eb('id', '=', which.id) : eb('name', '=', which.name)))
    .executeTakeFirst();

/** The most campaigns whose groups are counted at once. */
const MOST_COUNTED = 50;

/** The campaigns that were launched with a holdout, newest first. */
export const holdoutCampaigns = (db: Db) =>
  db
    .selectFrom('campaigns')
    .select(['id', 'name', 'holdoutPercent', 'launchedAt'])
    .where('holdoutPercent', '>', 0)
    .where('launchedAt', 'is not', null)
    .orderBy('id', 'desc')
    .limit(MOST_COUNTED)
    .execute();

/** The names of all campaigns. */
export const campaignNames = (db: Db) => db.selectFrom('campaigns').select(['id', 'name']).execute();

/** SQL: how many leads of a row of `campaigns` are in it, through it, or left out; of a single email, its emails say so. */
const inStates = () =>
  sql<{ living: number; ended: number; refused: number }>`(
    select count(*) filter (where "is" = 'in')::int as living, count(*) filter (where "is" = 'through')::int as ended,
      count(*) filter (where "is" = 'out')::int as refused
    from (
      select ${membershipOf('program')} as "is" from enrolments as e where e.campaign_id = campaigns.id
      union all
      select ${membershipOf('single')} from touches as t where campaigns.content is not null and t.campaign_id = campaigns.id
    ) as member)`.as('leads');

/** A page of campaigns, newest first, with the number of leads in each state. */
export async function listCampaigns(db: Db, at: Instant, { after, limit }: PageAfter) {
  const rows = await db
    .selectFrom('campaigns')
    .innerJoinLateral(inStates, (join) => join.onTrue())
    .$if(after !== undefined, (query) => query.where('campaigns.id', '<', after!))
    .select([
      'campaigns.id',
      'campaigns.name',
      'campaigns.program',
      'campaigns.content',
      'campaigns.cost',
      'campaigns.spreadDays',
      'campaigns.jitterHours',
      'campaigns.launchedAt',
      'campaigns.launchedBy',
      'campaigns.startsAt',
    ])
    .select(stateAt(at).as('state'))
    .select(['leads.living', 'leads.ended', 'leads.refused'])
    .orderBy('campaigns.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ launchedAt, startsAt, ...row }) => ({
    ...row,
    launchedAt: launchedAt?.toISOString() ?? null,
    startsAt: startsAt?.toISOString() ?? null,
  }));
}
