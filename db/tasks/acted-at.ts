import { sql } from 'kysely';
import { programTaskKinds } from '../../domain/sales/task-kinds.ts';
import { listed } from '../states.ts';

/** SQL: when a rep acted on a task `t`: at the first attempt; closing it counts only if no program waits for it. */
export const actedAt = sql<Date | null>`coalesce(t.first_attempt_at, case when t.kind not in ${listed(programTaskKinds)} then t.closed_at end)`;
