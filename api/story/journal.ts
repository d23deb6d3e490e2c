import { sql } from 'kysely';
import { journalInWords } from '../../domain/lead/journal-kinds.ts';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  readonly kind: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
}

/** What the lead's programs did, also those of the leads that were merged into it. */
export const journal = source(
  'transitions',
  (leadId) => sql<Row>`
    select at, kind, "from", "to", reason from transitions
    where lead_id = any(array(select id from leads where id = ${leadId} or duplicate_of = ${leadId})) order by at, visit, n`,
  (line, policy) => journalInWords(line, policy),
);
