import { sql } from 'kysely';
import { journalInWords } from '../../domain/lead/journal-kinds.ts';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  readonly kind: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  /** Of a side program: its name. */
  readonly beside: string | null;
}

/** What the lead's programs did, also those of the leads that were merged into it. */
export const journal = source(
  'transitions',
  (leadId) => sql<Row>`
    select at, kind, "from", "to", transitions.reason, case when enrolments.lane is not null then program end as beside
    from transitions left join enrolments on enrolments.id = enrolment_id
    where transitions.lead_id = any(array(select id from leads where id = ${leadId} or duplicate_of = ${leadId})) order by at, transitions.visit, n`,
  ({ beside, ...line }, policy) => (beside === null ? '' : `${beside}: `) + journalInWords(line, policy),
);
