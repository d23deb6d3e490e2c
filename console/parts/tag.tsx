import type { ReactNode } from 'react';
import styles from './tag.module.css';

interface TagProps {
  readonly tone?: 'plain' | 'good' | 'soon' | 'late';
  readonly children: ReactNode;
}

/** One word about the state of something. The word says it; the colour only repeats it. */
export const Tag = ({ tone = 'plain', children }: TagProps) => (
  <span className={styles.tag} data-tone={tone}>
    {children}
  </span>
);
