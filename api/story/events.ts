import { sql } from 'kysely';
import { eventInWords, type LeadEvent } from '../../domain/lead/lead-events.ts';
import { dayInWords, sentence } from '../../domain/text/words.ts';
import { source } from './source.ts';

type Row = LeadEvent & { readonly at: Date; readonly by: string | null; readonly asOf: Date | null };

/** Events that would be lost when rows change. */
export const events = source(
  'events',
  (leadId) => sql<Row>`select at, kind, by, data, as_of from lead_events where lead_id = ${leadId} order by at, id`,
  ({ by, asOf, ...event }, policy) =>
    sentence(eventInWords(event, policy), by && `(by ${by})`, asOf && `(as known on ${dayInWords(asOf.getTime())})`),
);
