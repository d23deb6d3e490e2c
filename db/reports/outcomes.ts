import { sql } from 'kysely';
import type { Act } from '../../domain/scoring/act.ts';
import type { Db } from '../database.ts';
import { rowsIn } from './count.ts';
import type { Scope } from './scope.ts';

/** A lead that was ready for sales and whose outcome is known, with what it did before. */
export interface DecidedLead {
  readonly leadId: string;
  readonly isWon: boolean;
  readonly fit: number;
  /** Its fit by the models that don't decide. */
  readonly fits: Readonly<Record<string, number>>;
  readonly acts: readonly Act[];
}

interface Row extends Omit<DecidedLead, 'acts'> {
  readonly acts: readonly (Omit<Act, 'at'> & { readonly at: string })[];
}

/** The leads that bought, or that sales gave back or disqualified, in a scope: the latest ones. */
export async function decidedLeads(db: Db, scope: Scope, most: number): Promise<DecidedLead[]> {
  const { rows } = await sql<Row>`
    with latest as (select lead_id, at, outcome = 'won' as is_won from ${rowsIn('decided', scope)} order by at desc limit ${most})
    select latest.lead_id, is_won, coalesce(scores.fit, 0) as fit,
      coalesce((select jsonb_object_agg(model, fit) from model_scores where model_scores.lead_id = latest.lead_id), '{}') as fits,
      coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'at', at, 'page', page, 'reply', reply) order by at) from (
        select kind, at, page, reply from engagements where lead_id = latest.lead_id and human and at <= latest.at order by at desc limit 500
      ) as did), '[]') as acts
    from latest left join scores on scores.lead_id = latest.lead_id`.execute(db);
  return rows.map(({ acts, ...row }) => ({
    ...row,
    acts: acts.map((act) => ({ ...act, at: Date.parse(act.at), page: act.page ?? undefined, reply: act.reply ?? undefined })),
  }));
}
