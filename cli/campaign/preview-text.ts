import { quantity } from '../../domain/text/words.ts';
import { bar, table } from '../../simulate/report/text/table.ts';
import { plain } from '../../simulate/report/text/paint.ts';
import { localTime } from '../listed.ts';
import type { Answer } from './known.ts';

type Preview = Answer<'preview'>;
type Expected = NonNullable<Preview['expected']>;

/** Who would get a campaign, who would not, and what it would bring. */
export function previewText({
  name,
  leads,
  waiting,
  not,
  conflicts,
  sample,
  expected,
  notExpectedBecause,
  next,
}: Preview): string {
  return [
    `${name}: ${quantity(leads, 'lead')} would get it${waiting > 0 ? ' now' : ''}`,
    ...sample.map((lead) => `  such as ${lead.name} <${lead.email}>${lead.company ? `, ${lead.company}` : ''}`),
    ...not.map(
      (left) =>
        `${quantity(left.leads, 'lead')} would not: ${left.text} (such as ${left.people.map(({ email }) => email).join(', ')})`,
    ),
    ...conflicts.map(({ text }) => text),
    ...(expected ? expectedLines(expected) : [`There is no forecast: ${notExpectedBecause}`]),
    next,
  ].join('\n');
}

const expectedLines = (expected: Expected): readonly string[] => [
  '',
  expected.text,
  '',
  ...calendar(expected.emailsByDay),
  '',
  'What they get first:',
  ...expected.first.map(({ label, leads, from, to }) => `  ${label}: ${quantity(leads, 'lead')}, ${from} to ${to}`),
  ...(expected.load.length > 0 ? ['Work for reps:', ...expected.load.map(({ text }) => `  ${text}`)] : []),
  'What some of them would get:',
  ...expected.some.flatMap(({ name, email, touches, ends }) => [
    `  ${name} <${email}>`,
    ...touches.map(({ at, label }) => `    ${localTime(at)}  ${label}`),
    `    then: ${ends}`,
  ]),
  '',
];

const BAR = 32;

type Day = Expected['emailsByDay'][number];

/** Emails a day; days without any are left out. */
function calendar(days: Expected['emailsByDay']): readonly string[] {
  const most = Math.max(1, ...days.map(({ emails }) => emails));
  return table<Day>(
    [
      { title: 'day', of: ({ day }) => day },
      { title: 'emails', of: ({ emails }) => emails, align: 'right' },
      ...(days.some(({ beside }) => beside > 0)
        ? [{ title: 'of other programs', of: ({ beside }: Day) => beside, align: 'right' as const }]
        : []),
      { title: '', of: ({ emails }) => bar(emails / most, BAR) },
    ],
    days,
    plain.dim,
  );
}
