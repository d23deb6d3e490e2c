import { sql } from 'kysely';
import type { DispositionState } from '../../db/columns.ts';
import { labelOf, own } from '../../domain/text/own.ts';
import { sentence } from '../../domain/text/words.ts';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  readonly kind: string;
  readonly state: DispositionState;
  readonly reason: string | null;
  readonly wrote: string | null;
  readonly by: string | null;
}

/** What reps reported. */
export const reports = source(
  'dispositions',
  (leadId) => sql<Row>`
    select d.at, disposition as kind, d.state, rep_name as by, d.reason,
      coalesce(details ->> 'reason', details ->> 'nextStep', details ->> 'learned', details ->> 'correction') as wrote
    from dispositions as d join tasks on tasks.id = task_id where tasks.lead_id = ${leadId} order by d.at, d.id`,
  ({ kind, state, reason, wrote, by }, { dispositions }) => {
    const why = reason && labelOf(own(dispositions, kind)?.reasons ?? {}, reason);
    return sentence(by, 'reported', `"${labelOf(dispositions, kind)}"`, why && `(${why})`, wrote && `: ${wrote}`, states[state]);
  },
);

const states: Record<DispositionState, string> = {
  submitted: '(the lead has not been told yet)',
  queued: '(the lead has not been told yet)',
  applied: '',
  rejected: '(which no longer applied)',
  takenBack: '(and took it back later)',
};
