import { sql } from 'kysely';
import { noteKinds, type NoteKind } from '../../domain/lead/note-kinds.ts';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  readonly kind: NoteKind;
  readonly body: string;
  readonly by: string;
}

/** What people wrote. */
export const notes = source(
  'notes',
  (leadId) => sql<Row>`select at, kind, body, by from notes where lead_id = ${leadId} order by at, id`,
  ({ kind, by, body }) => `${noteKinds[kind].label} by ${by}: ${body}`,
);
