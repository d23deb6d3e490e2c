import { sql, type RawBuilder } from 'kysely';
import type { Expression } from '../../domain/audience/expression.ts';
import { inTime } from '../audience/audience-leads.ts';
import { isIn } from '../audience/compile.ts';
import type { Context } from '../audience/context.ts';
import { scoreNow } from '../audience/score-places.ts';
import { kinds } from '../../domain/text/kinds.ts';
import type { Db } from '../database.ts';
import { leadLines, lineOf, type LeadLine } from './lead-lines.ts';

/** Which leads a list has. */
export interface LeadFilter {
  readonly audience: Expression;
  /** Leads that this team works: one of its reps owns them, or it has an open task on them. */
  readonly teamId?: string | undefined;
}

interface LeadSort {
  /** SQL: by what, of the row `leads`. */
  readonly by: (context: Context) => RawBuilder<unknown>;
  readonly direction: 'asc' | 'desc';
}

/** How a list is sorted. */
export const leadSorts = kinds<LeadSort>()({
  newest: { by: () => sql`leads.id`, direction: 'desc' },
  oldest: { by: () => sql`leads.id`, direction: 'asc' },
  /** The lead that changed its stage last comes first. */
  moved: { by: () => sql`leads.stage_at`, direction: 'desc' },
  /** By the deciding model, as it is now. */
  interest: { by: scoreNow.interest, direction: 'desc' },
  fit: { by: scoreNow.fit, direction: 'desc' },
});

export interface LeadPage {
  readonly sort: keyof typeof leadSorts;
  /** The id of the last lead on the previous page. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of leads. @throws the error 57014 of Postgres if it takes too long */
export async function listLeads(
  db: Db,
  context: Context,
  { audience, teamId }: LeadFilter,
  { sort, after, limit }: LeadPage,
): Promise<LeadLine[]> {
  const { by, direction } = leadSorts[sort];
  const place = sql`(${by(context)}, leads.id)`;
  const last = sql`(select ${by(context)}, leads.id from leads where leads.id = ${after ?? null})`;
  const page = (trx: Db) =>
    leadLines(trx)
      .where((eb) =>
        eb.and([
          isIn(context, audience),
          ...(teamId === undefined ? [] : [workedBy(teamId)]),
          ...(after === undefined ? [] : [sql<boolean>`${place} ${sql.raw(direction === 'asc' ? '>' : '<')} ${last}`]),
        ]),
      )
      .orderBy(by(context), direction)
      .orderBy('leads.id', direction)
      .limit(limit)
      .execute();
  return (await inTime(db, page)).map(lineOf);
}

const workedBy = (teamId: string) => sql<boolean>`(reps.team_id = ${teamId}
  or exists (select from tasks where tasks.lead_id = leads.id and tasks.state = 'open' and tasks.team_id = ${teamId}))`;
