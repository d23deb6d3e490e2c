import { count } from '../../app/number.ts';
import { Figures } from '../../parts/figures.tsx';
import layout from '../../style/layout.module.css';
import { Columns } from './columns.tsx';
import { Losses } from './losses.tsx';
import type { FileAnswer } from './send-file.ts';

interface FilePreviewProps {
  readonly read: FileAnswer;
  /** Whether it is all of the file, or its first rows. */
  readonly isWhole: boolean;
  readonly onMap: (mapping: Readonly<Record<string, string>>) => void;
  readonly onIgnore: (columns: string[]) => void;
}

/** What an import would do: numbers, which column is which field, and what would be lost. */
export function FilePreview({ read, isWhole, onMap, onIgnore }: FilePreviewProps) {
  const { rows, created, updated, held, duplicates, bad, optedOut, unclear } = read;
  return (
    <div className={layout.stack}>
      {!isWhole && (
        <p>The file is large. This preview covers the first {count(rows)} rows; the rest is read during the import.</p>
      )}
      <Figures
        of={[
          { label: 'Rows', value: rows },
          { label: 'New leads', value: created },
          { label: 'Known already', value: updated },
          { label: 'Held', value: held, about: 'saved, but without emails yet' },
          { label: 'Said no', value: optedOut, about: 'saved, but never contacted' },
          { label: 'Twice in the file', value: duplicates, about: 'rows that add to another row' },
          { label: 'Rejected', value: bad, tone: bad > 0 ? 'late' : 'plain' },
        ]}
      />
      {unclear.length > 0 && (
        <div role="alert">
          <p>
            These columns sound like consent, but Trellis doesn’t understand their values. Say what they mean before you import:
          </p>
          <ul>
            {unclear.map(({ column, values }) => (
              <li key={column}>
                {column}: {values.join(', ')}
              </li>
            ))}
          </ul>
          <button type="button" onClick={() => onIgnore(unclear.map(({ column }) => column))}>
            They say nothing about who may be contacted
          </button>
        </div>
      )}
      <Columns read={read} onMap={onMap} />
      <Losses heldBecause={read.heldBecause} unread={read.unread} rejected={read.rejected} twice={read.twice} />
    </div>
  );
}
