import type { ReactNode } from 'react';
import styles from './banner.module.css';

interface BannerProps {
  /** What it is about, for people who don't see it. */
  readonly label: string;
  readonly tone?: 'soon' | 'late';
  /** What one can do about it. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** What people must know whatever they do on the page. */
export const Banner = ({ label, tone = 'late', action, children }: BannerProps) => (
  <section className={styles.banner} data-tone={tone} aria-label={label}>
    <p>{children}</p>
    {action}
  </section>
);
