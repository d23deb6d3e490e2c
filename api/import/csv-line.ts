import { storable } from './cell-text.ts';

/** Spreadsheets take these for the start of a formula. An apostrophe marks the cell as text; the reader removes it. */
const formula = /^[=+@\t\r-]/;

function csvCell(raw: string): string {
  const cell = storable(raw);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Joins cells to a line of CSV (RFC 4180), without a line break, that is safe to open in a spreadsheet. */
export const csvLine = (cells: readonly string[]): string => cells.map(csvCell).join(',');
