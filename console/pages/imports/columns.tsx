import { useId } from 'react';
import layout from '../../style/layout.module.css';
import type { FileAnswer } from './send-file.ts';

interface ColumnsProps {
  readonly read: FileAnswer;
  readonly onMap: (mapping: Readonly<Record<string, string>>) => void;
}

/** Which column is which field, why, and what is in it; each can be changed. */
export function Columns({ read: { columns, mapping, also, because, sample, fields }, onMap }: ColumnsProps) {
  const id = useId();
  const fieldOf = new Map([
    ...Object.entries(also).flatMap(([field, more]) => more.map((column) => [column, field] as const)),
    ...Object.entries(mapping).map(([field, column]) => [column, field] as const),
  ]);
  const map = (column: string, field: string) => {
    const others = Object.entries(mapping).filter(([name, from]) => from !== column && name !== field);
    onMap(Object.fromEntries([...others, ...(field === '' ? [] : [[field, column]])]));
  };
  return (
    <div>
      <h3 id={id}>Columns</h3>
      <div className={layout.scroll} tabIndex={0} role="region" aria-labelledby={id}>
        <table>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Is read as</th>
              <th scope="col">Because of</th>
              <th scope="col">For example</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column, index) => {
              const field = fieldOf.get(column) ?? '';
              return (
                <tr key={column}>
                  <td>{column}</td>
                  <td>
                    <select
                      style={{ minWidth: '9rem' }}
                      aria-label={`What ${column} is read as`}
                      value={field}
                      onChange={({ target }) => map(column, target.value)}
                    >
                      <option value="">nothing: it is not saved</option>
                      {Object.entries(fields).map(([name, { label }]) => (
                        <option key={name} value={name}>
                          {label}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    <small>{because[field]}</small>
                  </td>
                  <td>
                    <small>{[...new Set(sample.map((row) => row[index]).filter(Boolean))].slice(0, 3).join(' · ')}</small>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
