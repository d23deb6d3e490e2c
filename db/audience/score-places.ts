import { sql, type RawBuilder } from 'kysely';
import type { ScoringModel } from '../../domain/scoring/scoring-policy.ts';
import { own } from '../../domain/text/own.ts';
import { milliseconds } from '../../domain/time/duration.ts';
import type { Context } from './context.ts';
import type { FieldPlace } from './place.ts';

/** The places of a score by the deciding model, or by another one: that of a lead without a score is 0, and cold. */
export function scorePlaces({ policy: { scoring }, now }: Context, score: string, name?: string): readonly FieldPlace[] {
  const model = name === undefined ? scoring : (own(scoring.models, name) ?? scoring);
  const rows =
    name === undefined
      ? sql`scores as s where s.lead_id = leads.id`
      : sql`model_scores as s where s.lead_id = leads.id and s.model = ${name}`;
  const interest = interestOf(model, now);
  const { upper, lower } = model.hot;
  const values: Readonly<Record<string, readonly [saved: RawBuilder<unknown>, without: number | string]>> = {
    fit: [sql`s.fit`, 0],
    interest: [interest, 0],
    temperature: [
      sql`(case when ${interest} >= (case when s.hot then ${lower}::float8 else ${upper}::float8 end) then 'hot'
        when ${interest} >= ${model.warmFrom}::float8 then 'warm' else 'cold' end)`,
      'cold',
    ],
  };
  const found = own(values, score);
  if (!found) return [{ value: sql`null` }];
  const [saved, constant] = found;
  return [
    { value: saved, of: rows },
    { value: sql.lit(constant), unless: rows, constant },
  ];
}

/** SQL: the fit of the row `leads` by the deciding model, and its interest now; 0 without a score. */
export const scoreNow = {
  fit: () => sql<number>`coalesce((select s.fit from scores as s where s.lead_id = leads.id), 0)`,
  interest: ({ policy: { scoring }, now }: Context) =>
    sql<number>`coalesce((select ${interestOf(scoring, now)} from scores as s where s.lead_id = leads.id), 0)`,
};

/** SQL: the interest now of the score `s`, by the rule of `interestAt`. What is left of it is computed once for all terms. */
function interestOf({ interest, halfLife }: ScoringModel, now: number): RawBuilder<number> {
  const left = sql`power(2::float8, extract(epoch from s.interest_at - ${new Date(now)}::timestamptz)::float8 * 1000 / ${milliseconds(halfLife)}::float8)`;
  const terms = Object.entries(interest).map(([term, { most }]) => {
    const value = sql`coalesce((s.by_kind ->> ${term}::text)::float8, 0) * decay."left"`;
    return most < 0 ? sql`greatest(${most}::float8, ${value})` : sql`least(${most}::float8, ${value})`;
  });
  const sum = terms.length === 0 ? sql`0::float8` : sql.join(terms, sql` + `);
  return sql`(select least(100, greatest(0, ${sum})) from (select ${left} as "left" offset 0) as decay)`;
}
