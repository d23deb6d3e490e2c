import type { ReactNode } from 'react';
import styles from './figures.module.css';

interface Figure {
  readonly label: string;
  /** The number; as a link, it opens what it counts. */
  readonly value: ReactNode;
  /** What it is compared with, or what it leaves out. */
  readonly about?: ReactNode;
  readonly tone?: 'plain' | 'late' | 'good' | undefined;
}

/** A row of numbers that matter. */
export const Figures = ({ of }: { readonly of: readonly Figure[] }) => (
  <dl className={styles.figures}>
    {of.map(({ label, value, about, tone }) => (
      <div key={label} className={styles.figure} data-tone={tone}>
        <dt>{label}</dt>
        <dd className="number">{value}</dd>
        {about && <dd className={styles.about}>{about}</dd>}
      </div>
    ))}
  </dl>
);
