import { sql } from 'kysely';
import type { Expression, Term } from '../../domain/audience/expression.ts';
import type { Db } from '../database.ts';
import { inTransaction } from '../in-transaction.ts';
import { compile, isIn } from './compile.ts';
import type { Context } from './context.ts';
import { foundOf } from './found.ts';

/** Real milliseconds after which Postgres gives up: an expression that takes longer would hold up others. */
const LONGEST = 20_000;

/** Runs a query about an audience, for at most some seconds. @throws the error 57014 of Postgres */
export const inTime = async <T>(db: Db, query: (db: Db) => Promise<T>): Promise<T> =>
  await inTransaction(db, async (trx) => {
    await sql`set local statement_timeout = ${sql.lit(LONGEST)}`.execute(trx);
    return await query(trx);
  });

/** How many leads are in an audience. */
export async function countLeads(db: Db, context: Context, audience: Expression): Promise<number> {
  // Of everybody, Postgres finds both numbers in indexes.
  const count =
    'everybody' in audience
      ? sql<{
          leads: number;
        }>`select (count(*) - (select count(*) from leads where duplicate_of is not null or erased_at is not null))::int as leads from leads`
      : sql<{ leads: number }>`select count(*)::int as leads from leads where ${isIn(context, audience)}`;
  const { rows } = await inTime(db, async (trx) => await count.execute(trx));
  return rows[0]?.leads ?? 0;
}

/** Whether an expression is true of a lead; of a term, also what it is about. */
export interface TermVerdict {
  readonly holds: boolean;
  readonly found: string | null;
}

export interface Explained {
  readonly isIn: boolean;
  readonly verdicts: readonly TermVerdict[];
}

/** Whether a lead is in an audience, and whether each of its lines is true; the first line is all of it. Undefined if there is no such lead. */
export async function verdictsOf(
  db: Db,
  context: Context,
  { leadId, lines }: { readonly leadId: string; readonly lines: readonly Expression[] },
): Promise<Explained | undefined> {
  const verdicts = lines.map(
    (one) =>
      sql`jsonb_build_object('holds', ${compile(context, one)}, 'found', ${isTerm(one) ? foundOf(context, one) : null}::text)`,
  );
  const { rows } = await sql<Explained>`
    select ${isIn(context, lines[0]!)} as "isIn", jsonb_build_array(${sql.join(verdicts)}) as verdicts
    from leads where leads.id = ${leadId}`.execute(db);
  return rows[0];
}

const isTerm = (expression: Expression): expression is Term =>
  !('all' in expression || 'any' in expression || 'not' in expression);
