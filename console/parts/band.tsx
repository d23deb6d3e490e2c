import styles from './band.module.css';

interface BandProps {
  readonly from: number;
  readonly to: number;
  readonly expected: number;
  /** What there was before: a dot each. */
  readonly before?: readonly number[];
}

/** An expected number within its interval, beside what there was before. Its words stand beside it. */
export function Band({ from, to, expected, before = [] }: BandProps) {
  const most = Math.max(1, to, expected, ...before);
  const at = (n: number) => `${(100 * n) / most}%`;
  return (
    <div className={styles.band} aria-hidden>
      <div className={styles.range} style={{ left: at(from), width: at(to - from) }} />
      {before.map((n, nth) => (
        <div key={nth} className={styles.before} style={{ left: at(n) }} />
      ))}
      <div className={styles.expected} style={{ left: at(expected) }} />
    </div>
  );
}
