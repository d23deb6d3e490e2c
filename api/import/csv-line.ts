import { storable } from './cell-text.ts';

/** A spreadsheet takes these for the beginning of a formula; an apostrophe says that it is text, and the reader takes it off. */
const formula = /^[=+@\t\r-]/;

const csvCell = (raw: string): string => {
  const cell = storable(raw);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Cells as a line of CSV (RFC 4180) that is safe to open in a spreadsheet, without a line break. */
export const csvLine = (cells: readonly string[]): string => cells.map(csvCell).join(',');
