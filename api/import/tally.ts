import type { ImportReading, RowAgain } from '../../db/columns.ts';
import type { ImportCounts, Rejection } from '../../db/leads/imports.ts';

/** An answer lists at most this many rejections, whose table has all of them, and rows that are twice in the file. */
const MOST_TOLD = 1_000;
const SOME_LINES = 5;
/** Columns times reasons. */
const MOST_KINDS = 200;

type Counts = { -readonly [K in keyof ImportCounts]: number };

/** The running totals of an import. */
export class ImportTally {
  readonly counts: Counts = { rows: 0, created: 0, updated: 0, held: 0, duplicates: 0, rejected: 0 };
  readonly firstRejected: Pick<Rejection, 'line' | 'column' | 'reason' | 'value'>[] = [];
  readonly #twice: RowAgain[] = [];
  readonly #heldBecause: Record<string, number> = {};
  readonly #unread = new Map<string, { column: string; reason: string; cells: number; lines: number[] }>();
  #optedOut = 0;
  #withdrawn = 0;

  add(
    counts: ImportCounts,
    {
      held,
      noes,
      twice,
      rejections,
    }: {
      readonly held: readonly string[];
      readonly noes: { readonly optedOut: number; readonly withdrawn: number };
      readonly twice: readonly RowAgain[];
      readonly rejections: readonly Rejection[];
    },
  ): void {
    for (const key of Object.keys(counts) as (keyof ImportCounts)[]) this.counts[key] += counts[key];
    for (const reason of held) this.#heldBecause[reason] = (this.#heldBecause[reason] ?? 0) + 1;
    this.#twice.push(...twice.slice(0, MOST_TOLD - this.#twice.length));
    this.#optedOut += noes.optedOut;
    this.#withdrawn += noes.withdrawn;
    for (const { costs, ...rejection } of rejections)
      if (costs === 'cell') this.#tell(rejection);
      else if (this.firstRejected.length < MOST_TOLD) this.firstRejected.push(rejection);
  }

  /** Groups rejected cells of the same kind. */
  #tell({ column, reason, line }: Omit<Rejection, 'costs'>): void {
    const kind = reason.replace(/^".*?" (?=is |has |gives )/s, '');
    const key = `${column}\n${kind}`;
    const told = this.#unread.get(key) ?? { column: column ?? '', reason: kind, cells: 0, lines: [] };
    told.cells += 1;
    if (told.lines.length < SOME_LINES) told.lines.push(line);
    if (this.#unread.size < MOST_KINDS) this.#unread.set(key, told);
  }

  get detail(): Pick<ImportReading, 'heldBecause' | 'twice' | 'optedOut' | 'withdrawn' | 'unread'> {
    return {
      heldBecause: this.#heldBecause,
      twice: this.#twice,
      optedOut: this.#optedOut,
      withdrawn: this.#withdrawn,
      unread: [...this.#unread.values()],
    };
  }
}
