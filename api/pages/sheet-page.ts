import { minuteIn } from '../../domain/text/words.ts';
import type { CallSheet } from '../tasks/sheet/sheet.ts';
import { escapeHtml } from './pages.ts';

/** A call sheet as HTML: what a rep needs for the call, in the order in which they read it; what is not known is left out. */
export function sheetPage(sheet: CallSheet): string {
  const { lead, why, clock, call, handOver, account, messages, notes, reports, deals } = sheet;
  const minute = (at: string | undefined): string => (at === undefined ? '' : minuteIn(sheet.zone, Date.parse(at)));
  return [
    facts({
      Lead: [lead.name, lead.title, lead.company].filter(Boolean).join(', '),
      Why: why.text,
      'Why you have it': sheet.given,
      'What they did': why.trigger && [why.trigger.text, minute(why.trigger.at)].filter(Boolean).join(', '),
      Due: clock && minute(clock.dueAt),
      'If nobody acts': clock?.next && `${clock.next.label}, ${minute(clock.next.at)}`,
      Assignee: sheet.assignee?.name ?? 'nobody yet',
      Attempts: String(sheet.attempts),
      'Their time': `${call.localTime}: ${call.text}`,
      Phone: contactOf(sheet, 'phone', lead.phone),
      Email: contactOf(sheet, 'email', lead.email),
      Company: account && [account.name, account.size && `${account.size} people`, account.industry].filter(Boolean).join(', '),
      'Owner of the company': account?.owner,
      Task: sheet.taskId,
    }),
    section(
      'They wrote',
      messages.map(({ at, text, body }) => `${minute(at)}, ${text}: “${body}”`),
    ),
    section(
      'Handed over',
      handOver ? [`${handOver.label} by ${handOver.by ?? 'an SDR'}: ${handOver.text}`, ...said(handOver.said)] : [],
    ),
    section(
      'Notes',
      notes.map(({ at, by, text }) => `${minute(at)}, ${by}: ${text}`),
    ),
    section(
      'Reported before',
      reports.map(({ at, by, label, said: words }) => [`${minute(at)}, ${by}: ${label}`, ...said(words)].join('; ')),
    ),
    section(
      'What they did',
      why.acts.map(({ at, text, points }) => `${minute(at)}: ${text}${points > 0 ? ` (+${points})` : ''}`),
    ),
    section(
      'Emails they got',
      sheet.sent.map(({ at, subject, content, reactions }) => [`${minute(at)}: ${subject ?? content}`, ...reactions].join(', ')),
    ),
    section(
      'Deals',
      deals.map(({ text, owner, lead: of }) => `${text}, ${owner.name} with ${of.name}`),
    ),
    section(
      'Others at the company',
      account?.people.map(({ name, role, stage, tasks }) => [name, role, stage, ...tasks.map(({ text }) => text)].join(', ')) ??
        [],
    ),
    section(
      'You can report',
      sheet.mayReport.map(({ label }) => label),
    ),
  ].join('');
}

const said = (words: CallSheet['reports'][number]['said']): string[] => words.map(({ label, text }) => `${label} ${text}`);

/** An address of the lead, or why it may not be used. */
function contactOf({ contact }: CallSheet, channel: string, address: string | undefined): string | undefined {
  const verdict = contact.find((one) => one.channel === channel);
  return verdict?.may === false ? `closed: ${verdict.text}${channel === 'email' ? ` (${address})` : ''}` : address;
}

const facts = (values: Readonly<Record<string, string | null | undefined>>): string =>
  `<p>${Object.entries(values)
    .flatMap(([name, fact]) => (fact ? [`<b>${name}</b>: ${escapeHtml(fact)}`] : []))
    .join('<br>')}</p>`;

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<h2>${title}</h2><p>${lines.map(escapeHtml).join('<br>')}</p>`;
