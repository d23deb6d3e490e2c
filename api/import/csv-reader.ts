/** A row of a text file. */
export interface CsvRow {
  /** In the file, from 1; the first line of a row with line breaks inside quotes. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A cell begins with a quotation mark that is never closed; it remains a character of the cell. */
  readonly openQuote?: true;
  /** The row is longer than allowed; only its beginning is here. */
  readonly tooLong?: true;
}

/** Characters. Excel's largest cell has 32,767. */
const LONGEST_CELL = 100_000;
const LONGEST_ROW = 1_000_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const LF = 0x0a;
const CR = 0x0d;

/** A quoted cell, or why there is none: more text must come, or the quotation mark is only a character. */
type Enclosed = { readonly value: string; readonly end: number } | 'needsMore' | 'notEnclosed';

/**
 * Reads CSV in pieces, with memory for one row and in time linear in the text. It never fails: a quotation mark that does not
 * enclose a cell is an ordinary character, and an endless row is cut. Quotes inside quotes may be doubled, escaped by a backslash, or
 * left as they are.
 */
export class CsvReader {
  readonly #delimiter: number;
  #text = '';
  #at = 0;
  #line = 1;
  #inLongRow = false;
  /** No quotation mark before this position encloses a cell: its partner was already searched for up to here. */
  #triedTo = 0;
  /** Of the row that is being read, also when it is read again because it was incomplete. */
  #openQuote = false;
  /** The length from which to try an incomplete row again; each attempt reads it from its beginning. */
  #tryAt = 0;

  /** @param delimiter one character */
  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** The rows that this piece completes. Call it with `isLast` once. Rows without any text are left out. */
  read(piece: string, isLast = false): CsvRow[] {
    this.#text = this.#text.slice(this.#at) + piece;
    this.#triedTo -= this.#at;
    this.#at = 0;
    if (!isLast && this.#text.length < this.#tryAt) return [];
    this.#tryAt = 0;
    const rows: CsvRow[] = [];
    while (this.#at < this.#text.length) {
      if (this.#inLongRow && !this.#skipLine()) break;
      const row = this.#row(isLast) ?? this.#longRow();
      if (!row) {
        this.#tryAt = Math.min(2 * (this.#text.length - this.#at), LONGEST_ROW + 1);
        break;
      }
      if (row.cells.some((cell) => cell !== '')) rows.push(row);
    }
    return rows;
  }

  #row(isLast: boolean): CsvRow | undefined {
    const text = this.#text;
    const cells: string[] = [];
    let lines = 0;
    for (let at = this.#at; ; at++) {
      const start = this.#skipSpaces(at);
      const enclosed = text.charCodeAt(start) === QUOTE && start >= this.#triedTo ? this.#enclosed(start, isLast) : 'notEnclosed';
      if (enclosed === 'needsMore') return undefined;
      if (enclosed === 'notEnclosed') {
        at = this.#endOfCell(start);
        const cell = text.slice(start, at).trimEnd();
        cells.push(cell === '""' ? '' : cell);
      } else {
        at = this.#skipSpaces(enclosed.end);
        cells.push(enclosed.value);
        lines += lineBreaksIn(enclosed.value);
      }
      if (text.charCodeAt(at) === this.#delimiter) continue;
      // What may continue in the next piece, including a line feed after a carriage return.
      if (!isLast && (at >= text.length || (at + 1 >= text.length && text.charCodeAt(at) === CR))) return undefined;
      const line = this.#line;
      this.#at = at + (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1);
      this.#line += lines + 1;
      const row: CsvRow = this.#openQuote ? { line, cells, openQuote: true } : { line, cells };
      this.#openQuote = false;
      return row;
    }
  }

  #enclosed(open: number, isLast: boolean): Enclosed {
    const text = this.#text;
    let hasStray = false;
    let isEscaped = false;
    for (let from = open + 1; ;) {
      const quote = text.indexOf('"', from);
      if (quote === -1 || quote - open > LONGEST_CELL) {
        if (quote === -1 && !isLast && text.length - open <= LONGEST_CELL) return 'needsMore';
        return this.#notEnclosed(quote === -1 ? text.length : quote);
      }
      // Three characters tell what a quotation mark means.
      if (quote + 3 > text.length && !isLast) return 'needsMore';
      const isDouble = text.charCodeAt(quote + 1) === QUOTE;
      const isLastOfTwo = isDouble && this.#endsCell(quote + 2);
      if (
        text.charCodeAt(quote - 1) === BACKSLASH &&
        quote - 1 > open &&
        !this.#endsCell(quote + 1) &&
        (!isDouble || isLastOfTwo)
      ) {
        isEscaped = true;
        from = quote + 1;
      } else if (isDouble) {
        isEscaped = true;
        from = quote + 2;
      } else if (this.#endsCell(quote + 1)) {
        const value = text.slice(open + 1, quote);
        if (hasStray && /[\r\n]/.test(value)) return this.#notEnclosed(quote);
        return { value: isEscaped ? value.replaceAll(/["\\]"/g, '"') : value, end: quote + 1 };
      } else {
        // A quotation mark that opens another cell, or that follows a line break, shows that this one was never closed.
        if (text.charCodeAt(quote - 1) === this.#delimiter || /[\r\n]/.test(text.slice(from, quote)))
          return this.#notEnclosed(quote);
        hasStray = true;
        from = quote + 1;
      }
    }
  }

  #notEnclosed(triedTo: number): 'notEnclosed' {
    this.#openQuote = true;
    this.#triedTo = triedTo;
    return 'notEnclosed';
  }

  #endOfCell(from: number): number {
    const text = this.#text;
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === this.#delimiter || code === LF || code === CR) break;
    }
    return at;
  }

  #endsCell(at: number): boolean {
    const code = this.#text.charCodeAt(this.#skipSpaces(at));
    return Number.isNaN(code) || code === this.#delimiter || code === LF || code === CR;
  }

  #skipSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  #longRow(): CsvRow | undefined {
    if (this.#text.length - this.#at <= LONGEST_ROW) return undefined;
    const cells = [this.#text.slice(this.#at, this.#at + 100)];
    this.#inLongRow = true;
    this.#openQuote = false;
    return { line: this.#line, cells, tooLong: true };
  }

  /** @returns whether the long row has ended */
  #skipLine(): boolean {
    const rest = this.#text.slice(this.#at);
    const end = rest.search(/\r\n|[\r\n]/);
    this.#inLongRow = end === -1;
    this.#at += end === -1 ? rest.length : end + (rest.startsWith('\r\n', end) ? 2 : 1);
    if (end !== -1) this.#line += 1;
    return end !== -1;
  }
}

const lineBreaksIn = (cell: string): number => (/[\r\n]/.test(cell) ? cell.split(/\r\n|[\r\n]/).length - 1 : 0);
