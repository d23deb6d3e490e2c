import { count } from '../app/in-figures.ts';
import styles from './change.module.css';

interface ChangeProps {
  readonly now: number | null | undefined;
  readonly before: number | null | undefined;
  /** How the numbers are written. */
  readonly as?: (n: number) => string;
  /** Whether less is better, such as days. */
  readonly lessIsBetter?: boolean;
}

/** How a number changed since the period before, if both have it; the arrow and the words say what the colour repeats. */
export function Change({ now, before, as = count, lessIsBetter = false }: ChangeProps) {
  if (now == null || before == null) return null;
  if (as(now) === as(before)) return <span className={styles.change}>as before</span>;
  const isMore = now > before;
  return (
    <span className={styles.change} data-tone={isMore === lessIsBetter ? 'late' : 'good'}>
      <span aria-hidden>{isMore ? '▲' : '▼'}</span> {isMore ? 'up' : 'down'} from {as(before)}
    </span>
  );
}
