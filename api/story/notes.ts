import { sql } from 'kysely';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  readonly kind: 'note';
  readonly body: string;
  readonly by: string;
}

/** What people wrote down. */
export const notes = source(
  'notes',
  (leadId) => sql<Row>`select at, 'note' as kind, body, by from notes where lead_id = ${leadId} order by at, id`,
  ({ by, body }) => `note by ${by}: ${body}`,
);
