import type { Counted, Report } from '../report.ts';
import type { Paint } from './paint.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';
import { inWords } from './words.ts';

/** What happened to the rows of the file. */
export function fileSection({ file }: Report, paint: Paint): Section {
  const { name, rows, leads, duplicates, rejected, held } = file;
  const counts = [
    { what: 'rows in the file', count: rows },
    { what: 'rejected', count: rejected.length },
    { what: 'duplicates, in another spelling', count: duplicates },
    { what: 'leads', count: leads },
  ];
  const lines = rejected.map(({ line, reason, value }) => ({ line: `line ${line}`, reason: cut(reason), value: cut(value) }));
  return {
    heading: `The file ${name}`,
    lines: [
      ...countsTable(counts),
      ...(held.length > 0 ? [`held, and not emailed: ${list(held)}`] : []),
      ...(lines.length > 0 ? ['', 'Rejected rows'] : []),
      ...table(
        [
          { title: '', of: ({ line }) => line },
          { title: '', of: ({ reason }) => reason },
          { title: '', of: ({ value }) => paint.dim(value) },
        ],
        lines,
      ),
    ],
  };
}

/** How many leads entered the program, and how many did not. */
export function enrolmentSection({ enrolment }: Report): Section {
  const { enrolled, notEnrolled } = enrolment;
  const missing = notEnrolled.reduce((sum, { count }) => sum + count, 0);
  return {
    heading: 'Enrolment',
    lines: [
      ...countsTable([
        { what: 'enrolled', count: enrolled },
        { what: 'not enrolled', count: missing },
        ...notEnrolled.map(({ what, count }) => ({ what: `  ${inWords(what)}`, count })),
      ]),
    ],
  };
}

export const countsTable = (counts: readonly Counted[]): string[] =>
  table(
    [
      { title: '', of: ({ count }) => count, align: 'right' },
      { title: '', of: ({ what }) => what },
    ],
    counts,
  );

const list = (counts: readonly Counted[]): string => counts.map(({ what, count }) => `${count} ${inWords(what)}`).join(', ');

const LONGEST = 56;
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
