import { sql } from 'kysely';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { EnrolmentState } from '../columns.ts';
import type { Db } from '../database.ts';
import { leadLines, lineOf, type LeadLine } from './lead-lines.ts';

/** Which leads a list has; all that is given must be true. */
export interface LeadFilter {
  readonly stage?: FunnelStage | undefined;
  readonly source?: string | undefined;
  readonly country?: string | undefined;
  readonly persona?: string | undefined;
  readonly account?: string | undefined;
  /** The id of the rep who owns the lead; null for leads without an owner. */
  readonly owner?: string | null | undefined;
  readonly held?: boolean | undefined;
  /** Of the program that the lead is in now. */
  readonly program?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly track?: string | undefined;
  readonly state?: EnrolmentState | undefined;
  /** Leads that this team works: one of its reps owns them, or it has an open task on them. */
  readonly teamId?: string | undefined;
}

/** How a list is sorted: by which column, and in which direction. */
export const leadSorts = {
  newest: { column: 'leads.id', direction: 'desc' },
  oldest: { column: 'leads.id', direction: 'asc' },
  /** The lead that changed its stage last comes first. */
  moved: { column: 'leads.stage_at', direction: 'desc' },
} as const;

export interface LeadPage {
  readonly sort: keyof typeof leadSorts;
  /** The id of the last lead on the previous page. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of leads. */
export async function listLeads(db: Db, where: LeadFilter, { sort, after, limit }: LeadPage): Promise<LeadLine[]> {
  const { column, direction } = leadSorts[sort];
  const place = sql`(${sql.raw(column)}, leads.id)`;
  const last = sql`(select ${sql.raw(column)}, leads.id from leads where leads.id = ${after ?? null})`;
  const rows = await leadLines(db)
    .where((eb) =>
      eb.and([
        ...equal('leads.stage', where.stage),
        ...equal('leads.source', where.source),
        ...equal('leads.country', where.country),
        ...equal('leads.persona', where.persona),
        ...equal('leads.account_id', where.account),
        ...equal('enrolments.program', where.program),
        ...equal('enrolments.campaign_id', where.campaignId),
        ...equal('enrolments.track', where.track),
        ...equal('enrolments.state', where.state),
        ...(where.owner === null ? [sql<boolean>`leads.owner_id is null`] : equal('leads.owner_id', where.owner)),
        ...(where.held === undefined ? [] : [sql<boolean>`(leads.held is not null) = ${where.held}`]),
        ...(where.teamId === undefined ? [] : [workedBy(where.teamId)]),
        ...(after === undefined ? [] : [sql<boolean>`${place} ${sql.raw(direction === 'asc' ? '>' : '<')} ${last}`]),
      ]),
    )
    .orderBy(sql.raw(column), direction)
    .orderBy('leads.id', direction)
    .limit(limit)
    .execute();
  return rows.map(lineOf);
}

const equal = (column: string, value: string | undefined) =>
  value === undefined ? [] : [sql<boolean>`${sql.raw(column)} = ${value}`];

const workedBy = (teamId: string) => sql<boolean>`(reps.team_id = ${teamId}
  or exists (select from tasks where tasks.lead_id = leads.id and tasks.state = 'open' and tasks.team_id = ${teamId}))`;
