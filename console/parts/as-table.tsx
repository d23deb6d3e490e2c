import type { ReactNode } from 'react';
import styles from './as-table.module.css';

/** The table behind a chart. */
export const AsTable = ({ children }: { readonly children: ReactNode }) => (
  <details className={styles.table}>
    <summary>Show as a table</summary>
    {children}
  </details>
);
