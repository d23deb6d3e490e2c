import type { ReactNode } from 'react';
import layout from '../style/layout.module.css';

interface SmallTableProps {
  /** What it shows, for people who don't see it. */
  readonly label: string;
  /** The title of each column; that of numbers is at the right. */
  readonly titles: readonly (string | { readonly ofNumbers: string })[];
  /** Its rows. */
  readonly children: ReactNode;
}

/** A table of a few rows, which scrolls by itself where it is wider than the page. */
export const SmallTable = ({ label, titles, children }: SmallTableProps) => (
  <div className={layout.scroll} tabIndex={0} role="region" aria-label={label}>
    <table>
      <thead>
        <tr>
          {titles.map((title) =>
            typeof title === 'string' ? (
              <th key={title} scope="col">
                {title}
              </th>
            ) : (
              <th key={title.ofNumbers} scope="col" className="number">
                {title.ofNumbers}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
