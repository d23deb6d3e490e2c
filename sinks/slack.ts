import type { LeadRecord } from '../domain/lead/lead-record.ts';
import type { EventType } from '../db/events/outgoing-events.ts';
import { mustBeUrl, post, type Sink } from './sink.ts';

export interface SlackOptions {
  /** The address of an incoming webhook of Slack. It is a secret. */
  readonly url: string;
  /** What to write about; by default what a person acts on. */
  readonly events?: readonly EventType[];
  /** Where the message leads, such as the lead's page in the CRM. */
  readonly link?: (lead: LeadRecord) => string;
}

const standard: readonly EventType[] = ['lead.salesReady', 'task.escalated', 'deal.closed', 'lead.parked'];

/**
 * Makes a sink that writes into a channel of Slack: who, what happened and why, and a link.
 * @throws BadSink when the address is not fit
 * @example
 * const channel = slack({
 *   url: process.env['SLACK_WEBHOOK_URL'] ?? '',
 *   link: ({ id }) => `https://crm.example/leads/${id}`,
 * });
 */
export function slack({ url, events = standard, link }: SlackOptions): Sink {
  mustBeUrl(url);
  return {
    events,
    async deliver({ text }, { signal, lead }) {
      const record = await lead();
      const who = record && whoIs(record);
      const words = who ? `*${plain(who)}* ${plain(text)}` : plain(text);
      const to = record && link?.(record);
      const open = to ? { type: 'button', text: { type: 'plain_text', text: 'Open' }, url: to } : undefined;
      const section = { type: 'section', text: { type: 'mrkdwn', text: words }, accessory: open };
      await post(url, JSON.stringify({ text: words, blocks: [section] }), {}, signal);
    },
  };
}

/** A lead without a name is called by its address. */
function whoIs({ firstName, lastName, email, company }: LeadRecord): string {
  const name = [firstName, lastName].filter(Boolean).join(' ') || email;
  return company ? `${name} (${company})` : name;
}

/** Text as Slack shows it: a name can be neither a link, nor a mention of everybody, nor bold. */
const plain = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`]/g, '$&\u200B');
