import { stripVTControlCharacters } from 'node:util';

type Cell = string | number;

interface Column<R> {
  readonly title: string;
  readonly of: (row: R) => Cell;
  readonly align?: 'right';
}

// Colour codes take no space on a terminal.
const widthOf = (text: string): number => stripVTControlCharacters(text).length;

function padded(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? space + text : text + space;
}

/** An aligned table. @param title styles the titles */
export function table<R>(
  columns: readonly Column<R>[],
  rows: readonly R[],
  title: (text: string) => string = (text) => text,
): string[] {
  const cells = rows.map((row) => columns.map(({ of }) => String(of(row))));
  const widths = columns.map((column, n) => Math.max(widthOf(column.title), ...cells.map((line) => widthOf(line[n] ?? ''))));
  const lineOf = (line: readonly string[]): string =>
    line
      .map((text, n) => padded(text, widths[n] ?? 0, columns[n]?.align ?? 'left'))
      .join('  ')
      .trimEnd();
  const titles = columns.some((column) => column.title !== '') ? [title(lineOf(columns.map((column) => column.title)))] : [];
  return [...titles, ...cells.map(lineOf)];
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** A bar, `width` characters for a share of 1, drawn in eighths; any share above 0 is visible. */
export function bar(share: number, width: number): string {
  const steps = Math.max(share > 0 ? 1 : 0, Math.round(share * width * 8));
  return '█'.repeat(Math.floor(steps / 8)) + (eighths[steps % 8] ?? '');
}

export const percent = (share: number | undefined): string => (share === undefined ? '–' : `${Math.round(share * 100)} %`);

/** Joins a list into as few lines of a width as possible. */
export function wrapped(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length + 2 <= width) lines[lines.length - 1] = `${last}, ${item}`;
    else lines.push(item);
  }
  return lines;
}
