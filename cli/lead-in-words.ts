import { codeInWords } from '../domain/text/code-in-words.ts';
import type { WholeLead } from '../api/leads/whole-lead.ts';
import { localTime } from './listed.ts';
import { printable, printableLine } from './printable.ts';

/** A lead as text for a terminal, in sections; what is not known is left out. */
export function leadInWords(lead: WholeLead): string {
  const { name, title, company, email, phone, country, role, source, addedAt, owner, stage, held, score } = lead;
  return [
    [name, title, company?.name].filter(Boolean).join(', '),
    ...section('Person', [
      `${email}${phone === null ? '' : `, ${phone}`}${country === null ? '' : `, ${country}`}`,
      `${role}; from ${source}, added ${time(addedAt)}`,
      ...lead.fields.flatMap(({ label, value }) => (value === undefined ? [] : [`${label}: ${String(value)}`])),
    ]),
    ...section('Company', company ? [companyLine(company)] : []),
    ...section('Stage', [`${stage.label} since ${time(stage.since)}`, `owner: ${owner?.name ?? 'none'}`, ...programLines(lead)]),
    ...section('Contact', [
      ...lead.contact.map(channelLine),
      ...(held === undefined ? [] : [`held, so no emails: ${codeInWords(held)}`]),
      `their time: ${lead.call.localTime}; ${lead.call.text}`,
      ...lead.consents.map(({ at, text }) => `${localTime(at)}  ${text}`),
    ]),
    ...section('Score', [
      `fit ${score.fit}: ${terms(score.fitWhy)}`,
      `interest ${Math.round(score.interest)} (${score.temperature}): ${terms(score.interestWhy)}`,
      ...(score.lacks.length === 0 ? [] : [`not ready for sales: it ${score.lacks.map(({ label }) => label).join(', ')}`]),
    ]),
    ...section(
      'Tasks',
      lead.tasks.map(
        ({ label, assignee, dueAt, because }) => `${label} of ${assignee?.name ?? 'nobody yet'}${when('due', dueAt)}: ${because}`,
      ),
    ),
    ...section(
      'Words',
      lead.messages.map(({ at, text, body }) => `${time(at)}  ${text}: “${body}”`),
    ),
    ...section(
      'Notes',
      lead.notes.map(({ at, by, text }) => `${time(at)}  ${by}: ${text}`),
    ),
    ...section(
      'Last',
      lead.lastLines.map(({ at, text }) => `${localTime(at)}  ${text}`),
    ),
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0
    ? []
    : [
        '',
        title,
        ...lines.flatMap((line) =>
          printable(line)
            .split('\n')
            .map((one) => `  ${printableLine(one)}`),
        ),
      ];

const time = (at: string): string => localTime(Date.parse(at));
interface Reachable {
  /** The channel. */
  readonly label: string;
  readonly text: string;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** Whether a channel may reach a lead; for a closed one, why, since when and until when. */
export const channelLine = ({ label, text, since, until }: Reachable): string =>
  `${label}: ${text}${when('since', since)}${when('until', until)}`;

const when = (word: string, at: string | undefined): string => (at === undefined ? '' : `, ${word} ${time(at)}`);

const companyLine = ({ name, domain, kind, size, industry, region, owner }: NonNullable<WholeLead['company']>): string =>
  [
    name,
    domain,
    kind,
    size !== null && `${size} people`,
    industry,
    region,
    owner === null ? 'nobody owns it' : `owned by ${owner}`,
  ]
    .filter(Boolean)
    .join(', ');

const terms = (all: WholeLead['score']['fitWhy']): string =>
  all.map(({ label, points }) => `${points < 0 ? '' : '+'}${Math.round(points)} ${label}`).join(', ') || 'nothing yet';

function programLines({ program, waits, stuck }: WholeLead): string[] {
  if (stuck) return [`stuck: ${stuck.label}`, stuck.todo];
  if (!program) return ['in no program yet'];
  const where = `${program.program} (campaign "${program.campaign}")`;
  if (program.state === 'ended') return [`left ${where} as ${program.endedAs}`];
  if (waits === 'unavailable') return [`in ${where}; its workflow does not answer, so we don’t know what it waits for`];
  if (!waits) return [`begins ${where} at ${localTime(program.startAt)}`];
  return [
    `in ${where}, track ${waits.track}`,
    `waits for ${waits.waitingFor}${waits.until === undefined ? '' : `, until ${localTime(waits.until)}`}`,
  ];
}
