import { sql } from 'kysely';
import { answerInWords } from '../../domain/lead/question.ts';
import type { FieldValue } from '../../domain/people/lead-fields.ts';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  readonly kind: string;
  readonly label: string;
  readonly value: FieldValue;
}

/** What the lead answered to the questions of forms. */
export const answers = source(
  'answers',
  (leadId) => sql<Row>`select at, question as kind, label, value from answers where lead_id = ${leadId} order by at, question`,
  ({ label, value }) => `answered "${label}": ${answerInWords(value)}`,
);
