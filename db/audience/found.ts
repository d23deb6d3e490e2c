import { sql, type RawBuilder } from 'kysely';
import type { Term, TermKind, Terms } from '../../domain/audience/expression.ts';
import { kindOf } from '../../domain/audience/terms.ts';
import { actIs, campaignIs, getsSingle, isEnrolled, sentIs, singleOf } from './compile.ts';
import type { Context } from './context.ts';
import { fieldFound } from './field-holds.ts';
import { closing } from './reachable-by.ts';

type Found = RawBuilder<string | null>;

const nothing: Found = sql`null::text`;

/** SQL: how many there are, and the day of the last one. */
const howMany = (rows: RawBuilder<unknown>, at: RawBuilder<unknown>): Found =>
  sql`(select case count(*) when 0 then 'never' else count(*) || case count(*) when 1 then ' time' else ' times' end
    || ', last on ' || to_char(max(${at}) at time zone 'UTC', 'YYYY-MM-DD') end from ${rows})`;

const inProgram = ({ campaign }: Terms['campaign'], meant: RawBuilder<unknown>): Found =>
  sql`(select string_agg(distinct enrolments.state, ', ') from enrolments where ${campaignIs(campaign)} and ${meant})`;

const ofSingle = ({ campaign }: Terms['campaign'], meant: RawBuilder<unknown>): Found =>
  sql`(select string_agg(distinct t.state, ', ') from touches as t where ${singleOf(campaign)} and ${meant})`;

const found: { readonly [K in TermKind]: (term: Terms[K], context: Context) => Found } = {
  field: (term, context) => fieldFound(context, term),
  engaged: (term, context) => howMany(sql`engagements as e where ${actIs(term, context)}`, sql`e.at`),
  sent: (term, context) => howMany(sql`touches as t where ${sentIs(term, context)}`, sql`t.sent_at`),
  reachable: ({ reachable }, context) => sql`(select string_agg(distinct s.reason, ', ') from suppressions as s
    where ${closing(context, reachable)})`,
  campaign: (term) =>
    sql`coalesce(${inProgram(term, isEnrolled(term))}, ${ofSingle(term, getsSingle(term))}, ${inProgram(term, sql`true`)}, ${ofSingle(term, sql`true`)})`,
  importId: () => nothing,
  leadIds: () => nothing,
  segment: () => nothing,
  everybody: () => nothing,
};

/** SQL: what a term is about, as it is of the row of `leads`; null for nothing. */
export const foundOf = (context: Context, term: Term): Found =>
  (found[kindOf(term)] as (term: Term, context: Context) => Found)(term, context);
