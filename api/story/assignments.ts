import { sql } from 'kysely';
import { codesInWords } from '../../domain/text/code-in-words.ts';
import { taskName } from '../../domain/sales/task-kinds.ts';
import { dayInWords, sentence } from '../../domain/text/words.ts';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  readonly kind: 'opened' | 'given';
  readonly task: string;
  readonly rep: string | null;
  readonly because: string;
  readonly asOf: Date | null;
}

/** Who had which task. */
export const assignments = source(
  'tasks',
  (leadId) => sql<Row>`
    select a.at, case when opens then 'opened' else 'given' end as kind, a.kind as task, rep_name as rep, a.because, as_of
    from tasks join assignments as a on a.task_id = tasks.id where lead_id = ${leadId} order by a.at, opens desc, a.id`,
  ({ kind, task, rep, because, asOf }, { engagements }) =>
    sentence(
      kind === 'opened'
        ? sentence(taskName(task), rep && `for ${rep}`)
        : `${taskName(task)} ${rep ? `given to ${rep}` : 'unassigned'}`,
      `: ${codesInWords(because, [engagements])}`,
      asOf && `(as known on ${dayInWords(asOf.getTime())})`,
    ),
);
