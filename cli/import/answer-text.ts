import { csvLine } from '../../api/import/csv-line.ts';
import type { ImportAnswer } from '../../api/import/import-leads.ts';
import { own } from '../../domain/text/own.ts';

const count = (n: number): string => n.toLocaleString('en');
const delimiterNames: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };
const SOME = 10;

/** The result of an import, or of a dry run, as text. */
export function answerText(answer: ImportAnswer): string {
  return [
    ...(answer.dryRun ? ['Nothing was saved: this is what an import would do.'] : [`Import ${answer.importId}`]),
    ...fileLines(answer),
    ...columnLines(answer),
    '',
    countLine(answer),
    ...Object.entries(answer.heldBecause).map(([reason, held]) => `  held because ${reason}: ${count(held)}`),
    ...(answer.optedOut > 0 ? [`  opted out: ${count(answer.optedOut)}`] : []),
    ...(answer.withdrawn > 0 ? [`  consent withdrawn: ${count(answer.withdrawn)}`] : []),
    ...answer.unread.map(
      ({ column, reason, cells, lines }) =>
        `  ${column}: ${count(cells)} cells not imported, each ${reason} (line ${lines.join(', ')})`,
    ),
    ...answer.rejected.slice(0, SOME).map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(answer.bad > SOME ? [`  … and ${count(answer.bad - SOME)} more`] : []),
    ...unclearLines(answer),
  ].join('\n');
}

/** The counts in one line. */
export const countLine = ({ rows, created, updated, held, bad, duplicates }: Omit<ImportAnswer, 'rejected'>): string =>
  `${count(rows)} rows: ${count(created)} new, ${count(updated)} known, ${count(held)} held, ${count(bad)} bad, ${count(duplicates)} duplicates`;

/** How the file was read. */
export const fileLines = ({ file, dates }: Pick<ImportAnswer, 'file' | 'dates'>): string[] => [
  ...(file
    ? [
        [
          file.encoding && `read as ${file.encoding} (${file.encodingBecause})`,
          `cells between ${own(delimiterNames, file.delimiter) ?? `"${file.delimiter}"`}`,
          `header in line ${file.headerLine}`,
        ]
          .filter(Boolean)
          .join(', '),
      ]
    : []),
  ...Object.entries(dates).map(([column, order]) => `dates in "${column}": ${dateWords[order]}`),
];

const dateWords = {
  dayFirst: 'the day first',
  monthFirst: 'the month first',
  told: 'each shows its order',
  unknown: 'day or month first? The rows do not show it; choose (dates: dayFirst or monthFirst)',
} as const;

/** The field of each column, and the unused columns. */
export const columnLines = ({
  mapping,
  also,
  because,
  unused,
}: Pick<ImportAnswer, 'mapping' | 'also' | 'because' | 'unused'>): string[] => [
  ...Object.entries(mapping).map(([field, column]) => {
    const more = (also[field] ?? []).map((name) => `, then "${name}"`).join('');
    return `  ${field} ← "${column}"${more} (${because[field]})`;
  }),
  ...(unused.length > 0 ? [`  not used: ${unused.join(', ')}`] : []),
];

const unclearLines = ({ unclear }: ImportAnswer): string[] =>
  unclear.map(
    ({ column, values }) =>
      `! "${column}" looks like consent or opt-out, but is not understood (${values.join(', ')}): map it (--mapping optedOut="${column}"), or --ignore "${column}". Until then, nothing is imported.`,
  );

/** Rejected rows as CSV, in the API's format. */
export const rejectsText = (rejected: ImportAnswer['rejected'], columns: readonly string[]): string =>
  [
    csvLine(['line', 'column', 'reason', ...columns]),
    ...rejected.map(({ line, column, reason, value }) => `${csvLine([String(line), column ?? '', reason])},${value}`),
  ].join('\r\n');
