import type { ReactNode } from 'react';
import styles from './two-panes.module.css';

interface TwoPanesProps {
  readonly list: ReactNode;
  /** Whether something of the list is open: a phone shows only that. */
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** A list beside what is open of it; on a phone, one or the other. */
export const TwoPanes = ({ list, open = false, children }: TwoPanesProps) => (
  <div className={styles.panes} data-open={open}>
    <div className={styles.list}>{list}</div>
    <div className={styles.open}>{children}</div>
  </div>
);
