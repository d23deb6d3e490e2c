import type { ReactNode } from 'react';
import styles from './notice.module.css';

interface EmptyProps {
  /** What there is none of, as a sentence. */
  readonly title: string;
  /** When something will stand here, or how to get it. */
  readonly children?: ReactNode;
}

/** Takes the place of a list that has nothing to show, and teaches what would be there. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <section className={styles.notice}>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
    </section>
  );
}
