import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { counted } from '../app/number.ts';
import type { Acted } from '../app/use-act.ts';
import layout from '../style/layout.module.css';
import type { Column } from './data-table.tsx';
import { problemInWords } from './problem.tsx';
import { useTell } from './tell.tsx';

interface ManyOptions<Row> {
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly nameOf: (row: Row) => string;
  /** Loads the rows that are not loaded yet; missing when there are none. */
  readonly loadAll?: (() => Promise<unknown>) | undefined;
}

/**
 * Rows that somebody chooses, and an act on each of them. A row for which it fails stays, and says why.
 * @example
 * const many = useMany({ rows, keyOf: ({ key }) => key, nameOf: ({ name }) => name });
 * <ManyBar of={many}>
 *   <button onClick={() => many.each((row) => settle(row), 'It counts as sent')}>They were sent</button>
 * </ManyBar>
 * <DataTable rows={rows} {...many.table} columns={[…, ...many.columns]} … />
 */
export function useMany<Row>({ rows, keyOf, nameOf, loadAll }: ManyOptions<Row>) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState<ReadonlyMap<string, string>>(new Map());
  const [left, setLeft] = useState(0);
  const tell = useTell();
  const cache = useQueryClient();
  const chosen = rows.filter((row) => keys.has(keyOf(row)));
  const hasAll = rows.length > 0 && chosen.length === rows.length;

  /** Acts on one chosen row after the other; what knows its undo can be taken back. @param done what is true of those for which it worked */
  async function each(act: (row: Row) => Promise<unknown>, done: string): Promise<void> {
    const problems = new Map<string, string>();
    const undos: (() => Promise<unknown>)[] = [];
    for (const [nth, row] of chosen.entries()) {
      setLeft(chosen.length - nth);
      await act(row).then(
        (acted) => undos.push(...undoOf(acted)),
        (error: unknown) => problems.set(keyOf(row), problemInWords(error)),
      );
    }
    setLeft(0);
    setFailed(problems);
    setKeys(new Set(problems.keys()));
    const worked = chosen.length - problems.size;
    const words = [worked > 0 && `${done}: ${worked}.`, problems.size > 0 && whyFailed(problems.size)].filter(Boolean).join(' ');
    tell.done(words, { undo: undos.length === 0 ? undefined : () => void takeBack(undos) });
  }

  async function takeBack(undos: readonly (() => Promise<unknown>)[]): Promise<void> {
    const back = await Promise.allSettled(undos.map((undo) => undo()));
    const worked = back.filter(({ status }) => status === 'fulfilled').length;
    tell.done(worked === undos.length ? `Taken back: ${worked}.` : `Taken back: ${worked} of ${undos.length}.`);
    await cache.invalidateQueries();
  }

  const whatFailed: Column<Row> = { title: 'What went wrong', of: (row) => failed.get(keyOf(row)) };
  return {
    chosen,
    left,
    each,
    hasAll,
    loadAll,
    /** For the table. */
    table: { chosen: { keys, onChange: setKeys }, nameOf },
    columns: failed.size > 0 ? [whatFailed] : [],
  };
}

/** The undo of what came of an act, if it has one. */
function undoOf(acted: unknown): (() => Promise<unknown>)[] {
  const { undo } = (acted ?? {}) as Partial<Acted>;
  return typeof undo === 'function' ? [undo] : [];
}

const whyFailed = (count: number): string => `It failed for ${count}; the list shows why.`;

interface ManyBarProps {
  readonly of: Pick<ReturnType<typeof useMany>, 'left' | 'hasAll' | 'loadAll'> & { readonly chosen: readonly unknown[] };
  /** The acts. */
  readonly children: ReactNode;
}

/** What can be done with the selected rows at once. */
export const ManyBar = ({ of: { chosen, left, hasAll, loadAll }, children }: ManyBarProps) => (
  <fieldset className={layout.row} disabled={chosen.length === 0 || left > 0}>
    <legend className="visually-hidden">With the selected rows</legend>
    <span className="quiet" aria-live="polite">
      {left > 0 ? `${left} to go` : chosen.length === 0 ? 'Select rows to change them together.' : counted(chosen.length, 'row')}
    </span>
    {children}
    {hasAll && loadAll && (
      <button className="bare" onClick={() => void loadAll()}>
        Load the rest
      </button>
    )}
  </fieldset>
);
