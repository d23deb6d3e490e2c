import { sql } from 'kysely';
import type { Act } from '../../domain/scoring/act.ts';
import { leftStages } from '../../domain/lead/funnel.ts';
import type { Db } from '../database.ts';
import { standingMoves } from '../leads/standing-moves.ts';
import { listed } from '../states.ts';
import { during } from './counted/counted-set.ts';
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

/** The leads that bought, or that sales gave back or disqualified, in a span: the latest ones. */
export async function decidedLeads(db: Db, scope: Scope, most: number): Promise<DecidedLead[]> {
  const { rows } = await sql<Row>`
    with decided as (
      select distinct on (t.lead_id) t.lead_id, t.at, t."to" = 'customer' as is_won from ${standingMoves} as t
      where ${during(sql`t.at`, scope)}
        and (t."to" = 'customer' or (t."to" in ${listed(leftStages)} and exists (
          select from ${standingMoves} as earlier where earlier.lead_id = t.lead_id and earlier."to" = 'mql' and earlier.at <= t.at)))
      order by t.lead_id, t."to" = 'customer' desc, t.at desc
    ), latest as (select * from decided order by at desc limit ${most})
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
