import { sql } from 'kysely';
import type { Codes } from '../../domain/lead/step.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';

interface StepToRun {
  readonly key: string;
  readonly leadId: string;
  readonly step: string;
  readonly at: Instant;
}

/** How far a step has come: `attempts` counts those that have begun. */
type StepRun =
  | { readonly state: 'running'; readonly attempts: number }
  | { readonly state: 'done'; readonly answer: Codes | null };

/** Begins an attempt at a step, unless it is done. */
export async function beginStep(db: Db, { key, leadId, step, at }: StepToRun): Promise<StepRun> {
  const { rows } = await sql<StepRun>`
    with begun as (
      insert into step_runs (key, lead_id, step, state, at) values (${key}, ${leadId}, ${step}, 'running', ${new Date(at)})
      on conflict (key) do update set state = 'running', attempts = step_runs.attempts + 1 where step_runs.state <> 'done'
      returning state, attempts, answer
    )
    select state, attempts, answer from begun
    union all select state, attempts, answer from step_runs where key = ${key} and state = 'done'`.execute(db);
  return rows[0]!;
}

/** Saves how an attempt ended. An answer that is there stays. */
export async function endStep(
  db: Db,
  key: string,
  end: { readonly state: 'done'; readonly answer: Codes | undefined } | { readonly state: 'failed'; readonly reason: string },
): Promise<void> {
  const answer = end.state === 'done' && end.answer ? JSON.stringify(end.answer) : null;
  const reason = end.state === 'failed' ? end.reason : null;
  await db
    .updateTable('stepRuns')
    .set({ state: end.state, answer, reason })
    .where('key', '=', key)
    .where('state', '<>', 'done')
    .execute();
}
