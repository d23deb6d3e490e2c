import { useRef, type MouseEvent, type ReactNode } from 'react';
import styles from './two-panes.module.css';

interface TwoPanesProps {
  readonly list: ReactNode;
  /** Whether something of the list is open: a phone shows only that. */
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** A list beside what is open of it; on a phone, one or the other. What somebody opens by Enter or a click gets the focus. */
export function TwoPanes({ list, open = false, children }: TwoPanesProps) {
  const pane = useRef<HTMLElement>(null);
  const follow = ({ target }: MouseEvent) => {
    if (target instanceof Element && target.closest('a[data-opens]')) pane.current?.focus({ preventScroll: true });
  };
  return (
    <div className={styles.panes} data-open={open}>
      <div className={styles.list} onClick={follow}>
        {list}
      </div>
      <section ref={pane} className={styles.open} tabIndex={-1} aria-label="What is open">
        {children}
      </section>
    </div>
  );
}
