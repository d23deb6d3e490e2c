import { sql, type RawBuilder } from 'kysely';
import { brakes, type BrakeKind } from '../../domain/contact/brakes.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import { listed, triedAgain } from '../states.ts';
import { milliseconds } from '../milliseconds.ts';

/** Whose emails a brake holds: those of everything, of a campaign, or of its leads at an account, or of one lead. */
export interface BrakeScope {
  readonly campaignId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly leadId?: string | undefined;
}

export interface NewBrake extends BrakeScope {
  readonly id: string;
  readonly kind: BrakeKind;
  readonly because: string;
  readonly by: string;
  readonly at: Instant;
  readonly until?: Instant | undefined;
}

/** SQL: whether a row `b` of `brakes` is on and concerns the row `leads` in a campaign. */
const holds = (campaignId: RawBuilder<unknown>, at: RawBuilder<unknown>) => sql`
  b.released_at is null and (b.until is null or b.until > ${at})
  and (b.campaign_id is null or b.campaign_id = ${campaignId})
  and (b.account_id is null or b.account_id = leads.account_id) and (b.lead_id is null or b.lead_id = leads.id)`;

/** SQL: the brakes that hold messages of a campaign to the row `leads`, as JSON; none for most. */
export const brakesJson = (campaignId: RawBuilder<unknown>, at: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('kind', b.kind, 'until', ${milliseconds('b.until')})), '[]')
  from brakes b where ${holds(campaignId, at)})`;

const holdingReps = listed(kindsOf(brakes, ({ holdsReps }) => holdsReps));

/** SQL: whether a brake holds a message of a campaign to the row `leads`. */
export const isBraked = (
  campaignId: RawBuilder<unknown>,
  isMarketing: RawBuilder<boolean>,
  at: RawBuilder<unknown>,
): RawBuilder<boolean> => sql<boolean>`exists (
  select from brakes b where (${isMarketing} or b.kind in ${holdingReps}) and ${holds(campaignId, at)})`;

const final = listed(kindsOf(brakes, ({ isFinal }) => isFinal));

/** SQL: whether a campaign was stopped for the row `leads`. */
export const isStopped = (campaignId: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`exists (
  select from brakes b where b.kind in ${final} and b.released_at is null and b.campaign_id = ${campaignId}
    and (b.account_id is null or b.account_id = leads.account_id) and (b.lead_id is null or b.lead_id = leads.id))`;

/** Whether the campaign of an enrolment was stopped for its lead. If not, nobody stops it until the transaction ends. */
export async function isStoppedIn(trx: Trx, enrolmentId: string): Promise<boolean> {
  await sql`select from campaigns where id = (select campaign_id from enrolments where id = ${enrolmentId}) for share`.execute(
    trx,
  );
  const { rows } = await sql`select from enrolments join leads on leads.id = enrolments.lead_id
    where enrolments.id = ${enrolmentId} and ${isStopped(sql`enrolments.campaign_id`)}`.execute(trx);
  return rows.length > 0;
}

/** SQL: whether all sending is stopped. */
export const isEverythingStopped = sql<boolean>`exists (
  select from brakes b where b.campaign_id is null and b.released_at is null)`;

const inScope = ({ campaignId, accountId, leadId }: BrakeScope) => sql<boolean>`
  campaign_id is not distinct from ${campaignId ?? null}::uuid and account_id is not distinct from ${accountId ?? null}::uuid
  and lead_id is not distinct from ${leadId ?? null}::uuid`;

/** The brakes of exactly this scope that are on. */
export async function brakesOf(db: Db, scope: BrakeScope, at: Instant) {
  return await db
    .selectFrom('brakes')
    .select(['id', 'kind', 'because', 'setBy as by', 'at', 'until'])
    .where(inScope(scope))
    .where('releasedAt', 'is', null)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', new Date(at))]))
    .orderBy('id')
    .execute();
}

/** All brakes of a campaign that are on, the one of the whole campaign first. */
export async function brakesIn(db: Db, campaignId: string, at: Instant) {
  return await db
    .selectFrom('brakes')
    .leftJoin('accounts', 'accounts.id', 'brakes.accountId')
    .leftJoin('leads', 'leads.id', 'brakes.leadId')
    .select(['brakes.kind', 'brakes.because', 'brakes.setBy as by', 'brakes.at', 'brakes.until'])
    .select(['brakes.accountId', 'accounts.name as account', 'brakes.leadId', 'leads.email'])
    .where('campaignId', '=', campaignId)
    .where('releasedAt', 'is', null)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', new Date(at))]))
    .orderBy(sql`brakes.account_id is not null or brakes.lead_id is not null`)
    .orderBy('brakes.id')
    .execute();
}

/** The brakes of an account that are on, each with its campaign. */
export async function brakesAt(db: Db, accountId: string, at: Instant) {
  return await db
    .selectFrom('brakes')
    .leftJoin('campaigns', 'campaigns.id', 'brakes.campaignId')
    .select(['brakes.kind', 'brakes.because', 'brakes.setBy as by', 'brakes.at', 'brakes.until'])
    .select(['brakes.campaignId', 'campaigns.name as campaign'])
    .where('brakes.accountId', '=', accountId)
    .where('releasedAt', 'is', null)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', new Date(at))]))
    .orderBy('brakes.id')
    .execute();
}

/** SQL: the campaigns that the row `leads` is in, or was in last in each lane, and those of single emails that it waits for. */
const campaignsOfLead = sql`any(
  select e.campaign_id from enrolments e where e.lead_id = leads.id and e.state <> 'refused' and not exists (
    select from enrolments later where later.lead_id = e.lead_id and later.lane is not distinct from e.lane
      and later.state <> 'refused' and later.id > e.id)
  union select t.campaign_id from touches t where t.lead_id = leads.id and t.state in ${triedAgain})`;

/** The brakes of its campaigns that hold a lead: those of all their leads first, then of its account, then its own. */
export async function brakesOnLead(db: Db, leadId: string, at: Instant) {
  return await db
    .selectFrom('brakes as b')
    .innerJoin('campaigns', 'campaigns.id', 'b.campaignId')
    .innerJoin('leads', (join) => join.on('leads.id', '=', leadId))
    .leftJoin('accounts', 'accounts.id', 'b.accountId')
    .select(['b.kind', 'b.because', 'b.setBy as by', 'b.at', 'b.until', 'b.leadId', 'b.accountId', 'accounts.name as account'])
    .select(['campaigns.id as campaignId', 'campaigns.name as campaign', 'campaigns.stoppedAt'])
    .where(sql<boolean>`${holds(campaignsOfLead, sql`${new Date(at)}`)}`)
    .orderBy(sql`b.lead_id is not null`)
    .orderBy(sql`b.account_id is not null`)
    .orderBy('b.id')
    .execute();
}

/** Sets a brake: it holds from the commit on, because every touch asks Postgres. */
export async function insertBrake(
  trx: Trx,
  { at, until, by, kind, because, id, campaignId, accountId, leadId }: NewBrake,
): Promise<void> {
  await trx
    .insertInto('brakes')
    .values({
      id,
      kind,
      because,
      setBy: by,
      campaignId,
      accountId,
      leadId,
      at: new Date(at),
      until: until === undefined ? null : new Date(until),
      // Only leads that were stopped are told; what a pause holds waits on its own.
      toldAt: brakes[kind].isFinal ? null : new Date(at),
    })
    .execute();
}

/** Releases the brakes of exactly this scope; leads that wait for one are told afterwards. @returns how many */
export async function releaseBrakes(
  trx: Trx,
  scope: BrakeScope,
  { at, by, kinds }: { at: Instant; by: string; kinds: readonly BrakeKind[] },
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('brakes')
    .set({ releasedAt: new Date(at), releasedBy: by, toldUpTo: null, toldAt: null })
    .where(inScope(scope))
    .where('kind', 'in', kinds)
    .where('releasedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Has the leads of an account, or one lead, told again of the stops that it has: a merge has given it more leads, or more stops. */
export const tellAgain = (trx: Trx, { accountId, leadId }: Pick<BrakeScope, 'accountId' | 'leadId'>): Promise<unknown> =>
  sql`
    update brakes set told_at = null, told_up_to = null
    where (account_id = ${accountId ?? null}::uuid or lead_id = ${leadId ?? null}::uuid) and kind in ${final} and released_at is null`.execute(
    trx,
  );

/** Claims the oldest brake whose change (set or released) has not reached every lead. */
export const takeUntold = (trx: Trx) =>
  trx
    .selectFrom('brakes')
    .select(['id', 'kind', 'campaignId', 'accountId', 'leadId', 'releasedAt', 'toldUpTo'])
    .where('toldAt', 'is', null)
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

/** Saves how far the leads have been told. */
export async function markTold(
  trx: Trx,
  id: string,
  told: { upTo?: string | undefined; at?: Instant | undefined },
): Promise<void> {
  await trx
    .updateTable('brakes')
    .set({ toldUpTo: told.upTo, toldAt: told.at === undefined ? null : new Date(told.at) })
    .where('id', '=', id)
    .execute();
}
