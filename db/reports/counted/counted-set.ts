import { sql, type RawBuilder } from 'kysely';
import { endOf, type Scope } from '../scope.ts';

/** SQL with a row for each thing that reports count. It has `lead_id`, `at`, the columns below, and those that it names. */
export interface CountedSet {
  /** What a row is, in words. */
  readonly about: string;
  /** By what it can be counted, besides `leadColumns`. */
  readonly columns: readonly string[];
  /** What can be measured: the median of `days`, the sum of `amount`, the number of different `leads`. */
  readonly measures?: readonly ('days' | 'amount' | 'leads')[];
  readonly rows: (scope: Scope) => RawBuilder<unknown>;
}

/** By what everything can be counted. A campaign is an id. */
export const leadColumns = ['source', 'persona', 'campaign', 'program'] as const;

/**
 * SQL: these columns, of a lead `l` and an enrolment `e`. A set joins both by `left join`, although a lead is always there: so Postgres
 * leaves out the one of which nobody asks a column.
 */
export const ofLeadAndEnrolment = sql`l.source, l.persona, e.campaign_id::text as campaign, e.program`;

/** SQL: whether an instant lies in the span of a report, and not ahead. */
export const during = (at: RawBuilder<unknown>, scope: Pick<Scope, 'from' | 'to' | 'now'>) =>
  sql`${at} >= ${new Date(scope.from)} and ${at} < ${new Date(endOf(scope))}`;

/** SQL: the days between two instants. */
export const daysBetween = (from: RawBuilder<unknown>, to: RawBuilder<unknown>) =>
  sql`extract(epoch from ${to} - ${from})::float8 / 86400`;
