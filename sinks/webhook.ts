import type { LeadRecord } from '../domain/lead/lead-record.ts';
import { mustBeUrl, post, type Sink } from './sink.ts';
import { keyOf, signedHeaders } from './standard-webhooks.ts';

export interface WebhookOptions extends Pick<Sink, 'events'> {
  readonly url: string;
  /** `whsec_…`. While it changes, both the new and the old one. */
  readonly secret: string | readonly string[];
  /** What to add of the lead's record. Without it, only ids and codes leave Trellis. */
  readonly lead?: readonly (keyof LeadRecord)[];
}

/**
 * Makes a sink that posts events as JSON, signed by Standard Webhooks.
 * @throws BadSink when the address or the secret is not fit
 * @example
 * const crm = webhook({
 *   url: 'https://crm.example/hooks/trellis',
 *   secret: process.env['CRM_WEBHOOK_SECRET'] ?? '',
 *   events: ['lead.stageChanged', 'deal.closed'],
 *   lead: ['email', 'company'],
 * });
 */
export function webhook({ url, secret, events, lead: fields = [] }: WebhookOptions): Sink {
  mustBeUrl(url);
  const keys = [secret].flat().map(keyOf);
  return {
    events,
    async deliver({ id, type, at, leadId, data }, { realNow, signal, lead }) {
      const record = fields.length > 0 ? await lead() : undefined;
      const about = record && { lead: Object.fromEntries(fields.map((field) => [field, record[field]])) };
      const body = JSON.stringify({ id, type, timestamp: new Date(at).toISOString(), data: { leadId, ...data, ...about } });
      const headers = signedHeaders({ id, timestamp: Math.floor(realNow / 1000), body }, keys);
      await post(url, body, headers, signal);
    },
  };
}
