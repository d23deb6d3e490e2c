import { minuteIn } from '../../domain/text/words.ts';
import type { CallSheet } from '../tasks/sheet/sheet.ts';
import { escapeHtml } from './pages.ts';

/** The part of a call sheet that its lead may read, too, as HTML; what is not known is left out. */
export function openSheetPage({ lead, label, zone, clock, contact, messages }: CallSheet): string {
  const minute = (at: string): string => minuteIn(zone, Date.parse(at));
  const mayCall = contact.find(({ channel }) => channel === 'phone')?.may;
  const facts = {
    Lead: [lead.name, lead.title, lead.company].filter(Boolean).join(', '),
    Task: label,
    Due: clock?.dueAt && minute(clock.dueAt),
    Phone: mayCall ? lead.phone : undefined,
    Email: lead.email,
  };
  const lines = Object.entries(facts).flatMap(([name, fact]) => (fact ? [`<b>${name}</b>: ${escapeHtml(fact)}`] : []));
  const words = messages.map(({ at, body }) => escapeHtml(`${minute(at)}: “${body}”`));
  return [`<p>${lines.join('<br>')}</p>`, words.length === 0 ? '' : `<h2>They wrote</h2><p>${words.join('<br>')}</p>`].join('');
}
