import { sql } from 'kysely';
import type { DispositionState } from '../../db/columns.ts';
import { dispositionFields, type DispositionFieldSpec } from '../../domain/sales/dispositions.ts';
import { toldInReport, toldInWords, type Told } from '../../domain/sales/told-in-report.ts';
import { labelOf, own } from '../../domain/text/own.ts';
import { sentence } from '../../domain/text/words.ts';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  readonly kind: string;
  readonly state: DispositionState;
  readonly reason: string | null;
  readonly details: unknown;
  readonly by: string | null;
}

/** What reps reported. */
export const reports = source(
  'dispositions',
  (leadId) => sql<Row>`
    select d.at, disposition as kind, d.state, rep_name as by, d.reason, details
    from dispositions as d join tasks on tasks.id = task_id where tasks.lead_id = ${leadId} order by d.at, d.id`,
  ({ kind, state, reason, details, by }, policy) => {
    const { dispositions } = policy;
    const said = toldInReport(policy, details).filter(isOnlyHere).map(short).join('; ');
    const why = reason && labelOf(own(dispositions, kind)?.reasons ?? {}, reason);
    return sentence(by, 'reported', `"${labelOf(dispositions, kind)}"`, why && `(${why})`, said && `: ${said}`, states[state]);
  },
);

const isOnlyHere = ({ field }: Told): boolean => !(dispositionFields[field] as DispositionFieldSpec).hasOwnLine;

/** What a report is mostly about needs no label. */
const short = (told: Told): string => (told.field === 'reason' || told.field === 'nextStep' ? told.text : toldInWords(told));

const states: Record<DispositionState, string> = {
  submitted: '(the lead has not been told yet)',
  queued: '(the lead has not been told yet)',
  applied: '',
  rejected: '(which no longer applied)',
  takenBack: '(and took it back later)',
};
