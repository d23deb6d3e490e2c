import { sql } from 'kysely';
import { living } from '../states.ts';
import type { Trx } from '../database.ts';

/** What came of a lead: nobody can undo that. */
const effects = {
  sent: 'touches',
  acted: 'engagements',
  worked: 'tasks',
  deal: 'opportunities',
  wrote: 'incoming_mails',
  texted: 'incoming_texts',
  stepped: 'step_runs',
} as const;

export type Effect = keyof typeof effects | 'inProgram' | 'merged';

/** What a lead has caused so far; locks it. Undefined if there is no such lead. */
export async function effectsOf(trx: Trx, id: string): Promise<readonly Effect[] | undefined> {
  if (!(await trx.selectFrom('leads').select('id').where('id', '=', id).forUpdate().executeTakeFirst())) return undefined;
  const checks = [
    ...Object.entries(effects).map(
      ([effect, table]) => sql`select ${effect} as effect where exists (select from ${sql.table(table)} where lead_id = ${id})`,
    ),
    sql`select 'inProgram' where exists (select from enrolments where lead_id = ${id} and state in ${living})`,
    sql`select 'merged' where exists (select from leads where duplicate_of = ${id} or (id = ${id} and duplicate_of is not null))`,
  ];
  const { rows } = await sql<{ effect: Effect }>`${sql.join(checks, sql` union all `)}`.execute(trx);
  return rows.map(({ effect }) => effect);
}

/** Tables with rows about a lead that has done nothing yet, in the order of their references. */
const tables = [
  'transitions',
  'enrolments',
  'outbox',
  'deferred_enrolments',
  'brakes',
  'import_leads',
  'consents',
  'facts',
  'answers',
  'notes',
  'provider_calls',
  'scores',
  'model_scores',
  'stuck_leads',
  'lead_events',
  'former_addresses',
];

/** Deletes a lead that has done nothing yet. What is closed for its address stays closed. */
export async function deleteLead(trx: Trx, id: string): Promise<void> {
  for (const table of tables) await sql`delete from ${sql.table(table)} where lead_id = ${id}`.execute(trx);
  await trx.deleteFrom('leads').where('id', '=', id).execute();
}
