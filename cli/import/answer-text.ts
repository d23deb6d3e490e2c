import { csvLine } from '../../api/import/csv-line.ts';
import type { ImportAnswer } from '../../api/import/import-leads.ts';
import { own } from '../../domain/text/own.ts';

const count = (n: number): string => n.toLocaleString('en');
const delimiterNames: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };
const SOME = 10;

/** What came of an import, or would come of it, for people. */
export function answerText(answer: ImportAnswer): string {
  return [
    ...(answer.dryRun ? ['Nothing was kept: this is what an import would do.'] : [`Import ${answer.importId}`]),
    ...fileLines(answer),
    ...columnLines(answer),
    '',
    countLine(answer),
    ...Object.entries(answer.heldBecause).map(([reason, held]) => `  held because ${reason}: ${count(held)}`),
    ...(answer.optedOut > 0 ? [`  opted out: ${count(answer.optedOut)}`] : []),
    ...(answer.withdrawn > 0 ? [`  consent withdrawn: ${count(answer.withdrawn)}`] : []),
    ...answer.unread.map(
      ({ column, reason, cells, lines }) =>
        `  ${column}: ${count(cells)} cells not taken, each ${reason} (line ${lines.join(', ')})`,
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
  told: 'each tells its order',
  unknown: 'day or month first? The rows do not tell; say which (dates: dayFirst or monthFirst)',
} as const;

/** Which column is read as what, and which is not read. */
export const columnLines = ({
  mapping,
  also,
  because,
  unused,
}: Pick<ImportAnswer, 'mapping' | 'also' | 'because' | 'unused'>): string[] => [
  ...Object.entries(mapping).map(([field, column]) => {
    const more = (also[field] ?? []).map((one) => `, then "${one}"`).join('');
    return `  ${field} ← "${column}"${more} (${because[field]})`;
  }),
  ...(unused.length > 0 ? [`  not used: ${unused.join(', ')}`] : []),
];

const unclearLines = ({ unclear }: ImportAnswer): string[] =>
  unclear.map(
    ({ column, values }) =>
      `! "${column}" sounds like consent or opt-out, and is not understood (${values.join(', ')}): map it (--mapping optedOut="${column}"), or --ignore "${column}". Until then nothing is imported.`,
  );

/** Rejected rows as CSV, as the API writes them. */
export const rejectsText = (rejected: ImportAnswer['rejected'], columns: readonly string[]): string =>
  [
    csvLine(['line', 'column', 'reason', ...columns]),
    ...rejected.map(({ line, column, reason, value }) => `${csvLine([String(line), column ?? '', reason])},${value}`),
  ].join('\r\n');
