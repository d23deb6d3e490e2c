import type { Rejection } from '../../db/leads/imports.ts';
import type { RefusedChannel } from '../../services/contact/refuse-by-key.ts';
import type { CsvRow } from './csv-reader.ts';
import { csvLine } from './csv-line.ts';
import type { LeadField } from './fields.ts';
import { normaliseRow, type GoodRow, type RowDefaults, type UnreadCell } from './normalise-row.ts';

/** What the rows of a chunk say about one mailbox, and the first of these rows. */
export interface LeadOfRows {
  readonly emailKey: string;
  readonly said: readonly GoodRow[];
  readonly row: CsvRow;
}

/** Some rows of a file: the leads in them, each mailbox once, and the rejections. */
export class Chunk {
  rows = 0;
  /** The rows of a mailbox that an earlier row of the chunk names. */
  readonly again: { readonly line: number; readonly emailKey: string; readonly first: number }[] = [];
  readonly leads = new Map<string, LeadOfRows>();
  readonly rejections: Rejection[] = [];
  /** What people refuse who are not saved: their row is rejected for another reason, or it is at a further address of theirs. */
  readonly refused: RefusedChannel[] = [];
  /** The rows that name the owner of a company. */
  readonly #owners: { readonly row: CsvRow; readonly says: string }[] = [];
  readonly #columns: readonly string[];
  readonly #places: ReadonlyMap<LeadField, readonly number[]>;
  readonly #defaults: RowDefaults;

  constructor(columns: readonly string[], places: ReadonlyMap<LeadField, readonly number[]>, defaults: RowDefaults) {
    this.#columns = columns;
    this.#places = places;
    this.#defaults = defaults;
  }

  add(row: CsvRow): void {
    this.rows += 1;
    const read = normaliseRow(this.#cells(row), this.#defaults);
    const shape = this.#wrongShape(row);
    if ('reason' in read) {
      const { reason, field } = shape ? { ...read, reason: shape } : read;
      this.refused.push(...read.refused);
      this.#reject(row, row.openQuote && !shape ? 'a quotation mark is missing or in the wrong place' : reason, field);
    } else if (shape) {
      this.refused.push(...read.refused);
      this.#reject(row, shape);
    } else this.#take(row, read);
  }

  /** Removes a lead that Postgres can't hold; its row is at fault, and what the person refuses in it counts. */
  dropFaulty(lead: LeadOfRows, reason: string): void {
    this.refused.push(...lead.said.flatMap(({ refused }) => refused));
    this.drop(lead, reason);
  }

  /** Removes a lead that must not be saved. */
  drop({ emailKey, row }: LeadOfRows, reason: string): void {
    this.leads.delete(emailKey);
    this.#reject(row, reason);
  }

  get owners(): readonly string[] {
    return this.#owners.map(({ says }) => says);
  }

  /** Rejects the owners that do not exist; the company is saved without one. */
  rejectOwners(because: ReadonlyMap<string, string>): void {
    for (const { row, says } of this.#owners) {
      const reason = because.get(says);
      if (reason !== undefined) this.#leave(row, { field: 'accountOwner', value: says, reason });
    }
  }

  #leave(row: CsvRow, { field, value, reason }: UnreadCell): void {
    this.rejections.push({
      line: row.line,
      column: this.#columnOf(field, row, value),
      reason: `"${value}" ${reason}`,
      value: csvLine(row.cells),
      costs: 'cell',
    });
  }

  #take(row: CsvRow, lead: GoodRow): void {
    for (const cell of lead.unread ?? []) this.#leave(row, cell);
    if (lead.accountOwner !== undefined) this.#owners.push({ row, says: lead.accountOwner });
    const { emailKey, refused } = lead;
    this.refused.push(...refused.filter(({ address }) => address !== emailKey));
    const twin = this.leads.get(emailKey);
    if (twin) this.again.push({ line: row.line, emailKey, first: twin.row.line });
    this.leads.set(emailKey, { emailKey, row: twin?.row ?? row, said: [...(twin?.said ?? []), lead] });
  }

  #cells({ cells }: CsvRow): Partial<Record<LeadField, string | string[]>> {
    const values: Partial<Record<LeadField, string | string[]>> = {};
    for (const [field, places] of this.#places) {
      const [first = 0] = places;
      values[field] = places.length === 1 ? (cells[first] ?? '') : places.map((place) => cells[place] ?? '');
    }
    return values;
  }

  /** Extra empty cells are ignored; other extra cells mean that the cells are in the wrong columns. */
  #wrongShape({ cells, tooLong }: CsvRow): string | undefined {
    if (tooLong) return 'is longer than a row may be';
    const width = this.#columns.length;
    const filled = cells.length <= width ? 0 : cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    return filled > width ? `has ${filled} cells, the header has ${width}` : undefined;
  }

  #reject(row: CsvRow, reason: string, field?: LeadField): void {
    const column = field === undefined ? null : this.#columnOf(field, row);
    this.rejections.push({ line: row.line, column, reason, value: csvLine(row.cells), costs: 'row' });
  }

  /** Of several columns of a field, the one with the value, otherwise the first. */
  #columnOf(field: LeadField, { cells }: CsvRow, value?: string): string | null {
    const places = this.#places.get(field) ?? [];
    const place =
      places.find((each) => value !== undefined && cells[each]?.includes(value)) ??
      places.find((each) => cells[each]) ??
      places[0];
    return place === undefined ? null : (this.#columns[place] ?? null);
  }
}
