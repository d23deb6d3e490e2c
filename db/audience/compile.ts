import { sql, type RawBuilder } from 'kysely';
import { kindOf } from '../../domain/audience/terms.ts';
import type { Expression, Term, TermKind, Terms } from '../../domain/audience/expression.ts';
import { milliseconds, type CalendarDuration } from '../../domain/time/duration.ts';
import { memberships } from '../campaigns/members.ts';
import { continuing } from '../leads/leads.ts';
import { living, possiblySent } from '../states.ts';
import type { Context } from './context.ts';
import { fieldHolds } from './field-holds.ts';
import { reachableBy } from './reachable-by.ts';

/**
 * SQL: whether an expression is true of the row of `leads` in the surrounding query; never null. Each term that looks elsewhere is an
 * `exists`, so that Postgres may look once for all leads, or for each of a few.
 * @param expression checked, and without segments
 */
export function compile(context: Context, expression: Expression): RawBuilder<boolean> {
  if ('all' in expression) return joined(context, expression.all, sql` and `, sql`true`);
  if ('any' in expression) return joined(context, expression.any, sql` or `, sql`false`);
  if ('not' in expression) return sql`(not ${compile(context, expression.not)})`;
  return (terms[kindOf(expression)] as (term: Term, context: Context) => RawBuilder<boolean>)(expression, context);
}

/** SQL: whether the row of `leads` in the surrounding query can be in an audience: it was neither merged into another lead nor erased. */
export const isSomebody = sql<boolean>`(leads.duplicate_of is null and leads.erased_at is null)`;

/** SQL: whether the row of `leads` in the surrounding query is in an audience. */
export const isIn = (context: Context, audience: Expression): RawBuilder<boolean> =>
  sql`(${isSomebody} and ${compile(context, audience)})`;

const joined = (
  context: Context,
  parts: readonly Expression[],
  by: RawBuilder<unknown>,
  none: RawBuilder<boolean>,
): RawBuilder<boolean> =>
  parts.length === 0
    ? none
    : sql`(${sql.join(
        parts.map((part) => compile(context, part)),
        by,
      )})`;

/** SQL of each term. */
const terms: { readonly [K in TermKind]: (term: Terms[K], context: Context) => RawBuilder<boolean> } = {
  field: (term, context) => fieldHolds(context, term),
  engaged: (term, context) => sql`exists (select from engagements as e where ${actIs(term, context)} ${asOftenAs(term)})`,
  sent: (term, context) => sql`exists (select from touches as t where ${sentIs(term, context)} ${asOftenAs(term)})`,
  reachable: ({ reachable }, context) => reachableBy(context, reachable),
  campaign: (term) => sql`(exists (select from enrolments where ${campaignIs(term.campaign)} and ${isEnrolled(term)})
    or exists (select from touches as t where ${singleOf(term.campaign)} and ${getsSingle(term)}))`,
  // An import creates its leads at the instant at which it began.
  importId: ({
    importId,
    isNew,
  }) => sql`exists (select from import_leads where import_leads.lead_id = leads.id and import_id = ${importId}
    ${isNew ? sql`and leads.created_at = (select at from imports where id = ${importId})` : sql``})`,
  // A lead that was merged into another one is that other one.
  leadIds: ({ leadIds }) => sql`leads.id = any(array(select ${continuing} from leads where id = any(${leadIds}::uuid[])))`,
  segment: ({ segment }) => {
    throw new Error(`the segment ${segment} must be replaced by its audience`);
  },
  everybody: () => sql`true`,
};

const idOfCampaign = (campaign: string) => sql`(select id from campaigns where name = ${campaign} or id::text = ${campaign})`;

/** SQL: the enrolments of the lead in a campaign, by its name or id. */
export const campaignIs = (campaign: string): RawBuilder<boolean> =>
  sql`enrolments.lead_id = leads.id and enrolments.campaign_id = ${idOfCampaign(campaign)}`;

/** SQL: whether an enrolment of the lead in a campaign is one that a term means. */
export const isEnrolled = ({ ever }: Terms['campaign']): RawBuilder<unknown> =>
  ever ? sql`enrolments.state <> 'refused'` : sql`enrolments.state in ${living}`;

/** SQL: the email `t` to the lead of a campaign of a single email, by its name or id. */
export const singleOf = (campaign: string): RawBuilder<boolean> =>
  sql`t.lead_id = leads.id and t.campaign_id = ${idOfCampaign(campaign)} and t.enrolment_id is null`;

/** SQL: whether the email `t` to the lead of such a campaign is one that a term means. */
export const getsSingle = ({ ever }: Terms['campaign']): RawBuilder<unknown> =>
  ever ? sql`(${memberships.in.single} or ${memberships.through.single})` : memberships.in.single;

/** SQL: the engagements `e` of the lead that a term means. */
export const actIs = (
  { engaged, content, page, reply, answer, source, within }: Terms['engaged'],
  { now }: Context,
): RawBuilder<boolean> =>
  and([
    sql`e.lead_id = leads.id and e.kind = ${engaged} and e.verdict <> 'machine'`,
    ...equal('e.content', content),
    ...equal('e.page', page),
    ...equal('e.reply', reply),
    ...equal('e.answer', answer),
    ...equal('e.source', source),
    ...since('e.at', within, now),
  ]);

/** SQL: the touches `t` of the lead that a term means. */
export const sentIs = ({ sent, within }: Terms['sent'], { now }: Context): RawBuilder<boolean> =>
  and([
    sql`t.lead_id = leads.id and t.state in ${possiblySent} and t.sent_at is not null`,
    ...(sent === 'anything' ? [] : equal('t.content', sent)),
    ...since('t.sent_at', within, now),
  ]);

const and = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<boolean> => sql`${sql.join(conditions, sql` and `)}`;
const equal = (name: string, value: string | undefined): readonly RawBuilder<unknown>[] =>
  value === undefined ? [] : [sql`${sql.ref(name)} = ${value}`];
const since = (name: string, within: CalendarDuration | undefined, now: number): readonly RawBuilder<unknown>[] =>
  within === undefined ? [] : [sql`${sql.ref(name)} > ${new Date(now - milliseconds(within))}`];

/** Whether there is an nth row. */
const asOftenAs = ({ atLeast = 1 }: { readonly atLeast?: number }): RawBuilder<unknown> =>
  atLeast === 1 ? sql`` : sql`offset ${sql.lit(atLeast - 1)}`;
