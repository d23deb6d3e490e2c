import { sql } from 'kysely';
import type { LocalDay } from '../../domain/time/local-time.ts';
import type { Span } from '../../domain/time/span.ts';
import type { Db } from '../database.ts';
import { living, triedAgain } from '../states.ts';

/** Leads, and some of them. */
export interface LeadSample {
  readonly leads: number;
  readonly some: readonly string[];
}

/** The leads that go on by themselves in a program: one that is parked in all of its programs waits for a person. @param seed chooses which are sampled */
export async function runningLeads(db: Db, { seed, most }: { seed: string; most: number }): Promise<LeadSample> {
  const running = sql`select lead_id from enrolments where state in ${living} group by lead_id having bool_or(state <> 'parked')`;
  const { rows } = await sql<LeadSample>`
    with running as materialized (${running})
    select (select count(*)::int from running) as leads, array(
      select lead_id::text from running order by md5(lead_id::text || ${seed}) limit ${most}) as some`.execute(db);
  return rows[0]!;
}

/** The drafts of programs that have an audience, the earliest first. */
export const draftsOf = (db: Db, programs: readonly string[]) =>
  db
    .selectFrom('campaigns')
    .selectAll()
    .where('launchedAt', 'is', null)
    .where('stoppedAt', 'is', null)
    .where('audience', 'is not', null)
    .where('program', 'in', programs)
    .orderBy('id')
    .execute();

/** Emails that are due on a local day without a program: they are planned already. */
export interface PlannedEmails {
  readonly day: LocalDay;
  readonly count: number;
}

/** The emails that no program sends and that are due in a span, by day in a zone. */
export async function plannedEmails(db: Db, { from, to }: Span, zone: string): Promise<PlannedEmails[]> {
  const { rows } = await sql<PlannedEmails>`
    select (due_at at time zone ${zone})::date - date '1970-01-01' as day, count(*)::int as count from touches
    where enrolment_id is null and state in ${triedAgain} and due_at >= ${new Date(from)} and due_at < ${new Date(to)}
    group by 1 order by 1`.execute(db);
  return rows;
}

/** The amounts of the open deals of some leads, by lead, in a currency. */
export async function openAmounts(db: Db, leadIds: readonly string[], currency: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; amount: number }>`
    select lead_id as id, sum(amount)::float8 as amount from opportunities
    where lead_id = any(${leadIds}::uuid[]) and closed_at is null and coalesce(currency, ${currency}) = ${currency} group by 1`.execute(
    db,
  );
  return new Map(rows.map(({ id, amount }) => [id, amount]));
}
