import type { ReactNode } from 'react';
import { count } from '../app/number.ts';
import layout from '../style/layout.module.css';

type Value = string | number | null | undefined;

/** What it is about, what the one has, what the other has, and what becomes of it where that is something else. */
export type Compared = readonly [what: string, one: Value, other: Value, then?: Value];

interface SideBySideProps {
  readonly label: string;
  readonly keep: string;
  readonly drop: string;
  readonly rows: readonly Compared[];
  /** How many of what go over, by its plural. */
  readonly moves: Readonly<Record<string, number>>;
  /** What else becomes of them. */
  readonly children?: ReactNode;
}

/** Two that become one: in what they differ, and what goes over. */
export const SideBySide = ({ label, keep, drop, rows, moves, children }: SideBySideProps) => (
  <div className={layout.stack}>
    <div className={layout.scroll} tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">What</span>
            </th>
            <th scope="col">{keep} stays</th>
            <th scope="col">{drop} goes</th>
            <th scope="col">As one</th>
          </tr>
        </thead>
        <tbody>
          {rows.filter(differs).map(([what, one, other, then]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{one ?? '–'}</td>
              <td>{other ?? '–'}</td>
              <td>{then ?? one ?? other ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    <p>
      {rows.every(differs) ? '' : 'Otherwise, they are identical. '}
      {inWords(moves)} {children}
    </p>
  </div>
);

const differs = ([, one, other, then]: Compared): boolean =>
  (one ?? null) !== (other ?? null) || (then ?? one ?? null) !== (one ?? null);

function inWords(moves: SideBySideProps['moves']): string {
  const some = Object.entries(moves).filter(([, n]) => n > 0);
  if (some.length === 0) return 'Nothing else is moved.';
  return `These are moved: ${some.map(([what, n]) => `${count(n)} ${n === 1 ? singularOf(what) : what}`).join(', ')}.`;
}

const singularOf = (plural: string): string => (plural === 'people' ? 'person' : plural.replace(/s$/, ''));
