import { Link, useNavigate, type LinkProps } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { saveCsv } from '../app/csv.ts';
import { counted } from '../app/number.ts';
import styles from './data-table.module.css';
import { useTell } from './tell.tsx';
import { Waiting } from './waiting.tsx';

export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => ReactNode;
  /** What the column says in a file, where `of` draws something. */
  readonly text?: (row: Row) => string | number | undefined | null;
  /** Numbers are at the right. */
  readonly number?: true;
}

interface DataTableProps<Row> {
  /** What its rows are; also the name of the file. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  /** Where a row leads; its first column is the link. */
  readonly linkOf?: (row: Row) => LinkProps;
  /** What the table shows if there are no rows. */
  readonly none: ReactNode;
  readonly busy?: boolean;
  /** Asks for the next page; missing when there is none. */
  readonly more?: (() => void) | undefined;
  /** The keys of the rows that are chosen; with it, each row can be. */
  readonly chosen?: { readonly keys: ReadonlySet<string>; readonly onChange: (keys: ReadonlySet<string>) => void };
  /** What a row is called, for people who can't see which one they choose. */
  readonly nameOf?: (row: Row) => string;
  /** Asks for every row, for the file; without it, the file has what is loaded. */
  readonly everything?: () => Promise<readonly Row[]>;
}

/** The height of a row before it is measured, in pixels. */
const ROW = 40;

/**
 * A table of any length: only what is visible is drawn. With the focus on it, `j` and `k` go down
 * and up and Enter opens. What is loaded can be saved as CSV.
 * @example
 * <DataTable label="Reps" rows={reps} keyOf={({ id }) => id} columns={[{ title: 'Name', of: ({ name }) => name }]} none={…} />
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, keyOf, columns, linkOf, none, busy, more, chosen, nameOf, everything } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const [at, setAt] = useState(-1);
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => keyOf(rows[index]!),
    overscan: 12,
  });
  const shown = lines.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 10) more?.();
  }, [last, rows.length, more]);
  const go = (by: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, at + by));
    setAt(next);
    lines.scrollToIndex(next);
  };
  // The keys are the table's own: a page may have several, and Enter belongs to the button or link that has the focus.
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'j' || event.key === 'k') {
      event.preventDefault();
      go(event.key === 'j' ? 1 : -1);
    }
    if (event.key === 'Enter' && linkOf && at >= 0) void navigate(linkOf(rows[at]!));
  };
  if (busy) return <Waiting />;
  if (rows.length === 0) return none;
  const above = shown[0]?.start ?? 0;
  const below = lines.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <figure className={styles.figure}>
      <div ref={scroller} className={styles.scroller} tabIndex={0} role="region" aria-label={label} onKeyDown={press}>
        <table aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              {chosen && (
                <th scope="col">
                  <Chosen
                    label="Select all loaded rows"
                    is={chosen.keys.size > 0 && rows.every((row) => chosen.keys.has(keyOf(row)))}
                    onChange={(all) => chosen.onChange(new Set(all ? rows.map(keyOf) : []))}
                  />
                </th>
              )}
              {columns.map(({ title, number }) => (
                <th key={title} scope="col" className={number && 'number'}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Space height={above} />
            {shown.map(({ index, key }) => {
              const row = rows[index]!;
              return (
                <tr
                  key={key}
                  ref={lines.measureElement}
                  data-index={index}
                  aria-rowindex={index + 2}
                  data-at={index === at || undefined}
                >
                  {chosen && (
                    <td>
                      <Chosen
                        label={`Choose ${nameOf?.(row) ?? 'this row'}`}
                        is={chosen.keys.has(keyOf(row))}
                        onChange={(is) => chosen.onChange(withOrWithout(chosen.keys, keyOf(row), is))}
                      />
                    </td>
                  )}
                  {columns.map(({ title, of, number }, column) => (
                    <td key={title} className={number && 'number'}>
                      {linkOf && column === 0 ? <Link {...linkOf(row)}>{of(row)}</Link> : of(row)}
                    </td>
                  ))}
                </tr>
              );
            })}
            <Space height={below} />
          </tbody>
        </table>
      </div>
      <figcaption className="no-print">
        <small>{more ? `${rows.length} loaded, more below` : counted(rows.length, 'row')}</small>
        <SaveAsCsv label={label} columns={columns} rowsOf={everything ?? (() => Promise.resolve(rows))} />
      </figcaption>
    </figure>
  );
}

/** Takes the place of the rows that are not drawn. */
const Space = ({ height }: { readonly height: number }) =>
  height > 0 ? (
    <tr aria-hidden>
      <td className={styles.space} style={{ height }} />
    </tr>
  ) : null;

interface ChosenProps {
  readonly label: string;
  readonly is: boolean;
  readonly onChange: (is: boolean) => void;
}

const Chosen = ({ label, is, onChange }: ChosenProps) => (
  <input type="checkbox" aria-label={label} checked={is} onChange={({ target }) => onChange(target.checked)} />
);

const withOrWithout = (keys: ReadonlySet<string>, key: string, isWith: boolean): ReadonlySet<string> =>
  isWith ? new Set([...keys, key]) : new Set([...keys].filter((one) => one !== key));

interface SaveAsCsvProps<Row> extends Pick<DataTableProps<Row>, 'label' | 'columns'> {
  readonly rowsOf: () => Promise<readonly Row[]>;
}

function SaveAsCsv<Row>({ label, columns, rowsOf }: SaveAsCsvProps<Row>) {
  const [busy, setBusy] = useState(false);
  const tell = useTell();
  const save = async () => {
    setBusy(true);
    await rowsOf().then((rows) => saveCsv(label, columns, rows), tell.problem);
    setBusy(false);
  };
  return (
    <button className="bare" disabled={busy} onClick={() => void save()}>
      {busy ? 'Reading all pages…' : 'Save as CSV'}
    </button>
  );
}
