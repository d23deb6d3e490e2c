import { sql } from 'kysely';
import type { Act } from '../../domain/scoring/act.ts';
import type { Db, Trx } from '../database.ts';
import type { InterestRow } from './interest-row.ts';

/** The score of a lead by one model. */
export interface SavedScore extends InterestRow {
  readonly fit: number;
  readonly hot: boolean;
  /** When the lead was first ready for sales. */
  readonly firstReadyAt: Date | null;
}

export const modelScoreOf = (db: Db, leadId: string, model: string): Promise<SavedScore | undefined> =>
  db
    .selectFrom('modelScores')
    .select(['fit', 'byKind', 'interestAt', 'hot', 'firstReadyAt'])
    .where('leadId', '=', leadId)
    .where('model', '=', model)
    .executeTakeFirst();

interface NewScore {
  readonly leadId: string;
  readonly model: string;
  readonly fit: number;
  readonly byKind: string;
  readonly interestAt: Date;
  readonly hot: boolean;
  /** Set if the lead is ready for sales now. An earlier instant is not overwritten. */
  readonly firstReadyAt: Date | null;
}

/** Saves a lead's score by a model. The caller must lock the lead's row in `scores`. */
export async function upsertModelScore(trx: Trx, score: NewScore): Promise<void> {
  const { leadId: _, model: __, ...columns } = score;
  await trx
    .insertInto('modelScores')
    .values(score)
    .onConflict((conflict) =>
      conflict
        .columns(['leadId', 'model'])
        .doUpdateSet((eb) => ({ ...columns, firstReadyAt: eb.fn.coalesce('modelScores.firstReadyAt', 'excluded.firstReadyAt') })),
    )
    .execute();
}

/** All human acts, from which a new model starts. */
export async function actsOf(db: Db, leadId: string): Promise<Act[]> {
  const rows = await db
    .selectFrom('engagements')
    .select(['kind', 'at', 'page', 'reply'])
    .where('leadId', '=', leadId)
    .where('human', '=', true)
    .orderBy('at')
    .execute();
  return rows.map(({ kind, at, page, reply }) => ({
    kind,
    at: at.getTime(),
    page: page ?? undefined,
    reply: reply ?? undefined,
  }));
}

/** The score that decides, and the acts that count towards readiness; undefined for a lead that was never scored. */
export async function decidingScoreOf(db: Db, leadId: string): Promise<(SavedScore & { readonly acts: Act[] }) | undefined> {
  return await db
    .selectFrom('scores')
    .select(['fit', 'byKind', 'interestAt', 'hot', 'firstMqlAt as firstReadyAt', 'acts'])
    .where('leadId', '=', leadId)
    .executeTakeFirst();
}

/** How a model would have decided about the leads that have shown interest. */
export interface ModelTally {
  readonly model: string;
  readonly scored: number;
  /** Leads that it found ready for sales at least once. */
  readonly ready: number;
  /** The number of them that the deciding model also found ready. */
  readonly both: number;
  /** Leads that only the deciding model found ready. */
  readonly missed: number;
  /** How many of the leads that it found ready became customers. */
  readonly customers: number;
}

/** One row for each model that has scored the interest of a lead. */
export async function modelTallies(db: Db): Promise<ModelTally[]> {
  const { rows } = await sql<ModelTally>`
    select model, count(*)::int as scored,
      count(*) filter (where first_ready_at is not null)::int as ready,
      count(*) filter (where first_ready_at is not null and first_mql_at is not null)::int as both,
      count(*) filter (where first_ready_at is null and first_mql_at is not null)::int as missed,
      count(*) filter (where first_ready_at is not null and leads.stage = 'customer')::int as customers
    from model_scores
    join leads on leads.id = model_scores.lead_id
    left join scores on scores.lead_id = model_scores.lead_id
    where model_scores.by_kind <> '{}' and leads.duplicate_of is null
    group by model order by model`.execute(db);
  return rows;
}
