import type { Outputs } from '../client/index.ts';
import { channelLine } from './lead-in-words.ts';
import { localTime } from './listed.ts';
import { printable } from './printable.ts';

type Sheet = Outputs['tasks']['get'];

/** A call sheet as text for a terminal, in sections; what is not known is left out. */
export function taskInWords(sheet: Sheet): string {
  const {
    label,
    state,
    lead,
    assignee,
    guide = {},
    why,
    call,
    contact,
    clock,
    messages,
    handOver,
    reports,
    notes,
    sent,
    deals,
    mayReport,
  } = sheet;
  return printable(
    [
      `${label} of ${assignee?.name ?? 'nobody yet'} (${state}): ${[lead.name, lead.title, lead.company].filter(Boolean).join(', ')}`,
      ...section('Why now', [why.text, ...why.acts.map(({ at, text }) => `${localTime(at)}  ${text}`)]),
      ...section('Lead', [
        [lead.email, lead.phone].filter(Boolean).join(', '),
        `${call.localTime}: ${call.text}`,
        ...contact.map(channelLine),
      ]),
      ...section('Clock', clock ? clockLines(clock) : []),
      ...section(
        'Hand-over',
        handOver ? [`${handOver.label}, by ${handOver.by ?? 'an SDR'}: ${handOver.text}`, ...answers(handOver.said)] : [],
      ),
      ...section(
        'Words',
        messages.map(({ at, text, body }) => `${localTime(at)}  ${text}: “${body}”`),
      ),
      ...section(
        'Reported',
        reports.map(({ at, by, label: what }) => `${localTime(at)}  ${by ?? 'somebody'}: ${what}`),
      ),
      ...section(
        'Notes',
        notes.map(({ at, by, text }) => `${localTime(at)}  ${by}: ${text}`),
      ),
      ...section(
        'Sent',
        sent.map(({ at, subject, reactions }) => `${localTime(at!)}  ${[subject, ...reactions].join(', ')}`),
      ),
      ...section(
        'Open deals',
        deals.map(({ amount, currency, stage }) => `${amount.toLocaleString('en')} ${currency}, ${stage.label}`),
      ),
      ...section(
        'Call guide',
        Object.entries(guide).map(([name, question]) => `guide.${name}: ${question}`),
      ),
      ...section('To report', mayReport.map(choice)),
    ].join('\n'),
  );
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line.replaceAll('\n', '\n    ')}`)];

const answers = (said: readonly { readonly label: string; readonly text: string }[]): string[] =>
  said.map(({ label, text }) => `${label} ${text}`);

const clockLines = ({ label, target, dueAt, isOverdue, next }: NonNullable<Sheet['clock']>): string[] => [
  `${label}${target ? `, within ${target}` : ''}`,
  ...(dueAt ? [`${isOverdue ? 'overdue since' : 'due'} ${localTime(dueAt)}`] : []),
  ...(next?.at ? [`then: ${next.label}, ${localTime(next.at)}`] : []),
];

function choice({ disposition, label, requires, allows, reasons }: Sheet['mayReport'][number]): string {
  const optional = allows.map((field) => `[${field}]`);
  const listed = reasons.length === 0 ? '' : ` --reason ${reasons.map(({ reason }) => reason).join('|')}`;
  return `${disposition}${['', ...requires, ...optional].join(' ')}${listed}  (${label})`;
}
