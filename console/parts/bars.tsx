import { count } from '../app/in-figures.ts';
import styles from './bars.module.css';

interface Bar {
  readonly label: string;
  readonly value: number;
}

interface BarsProps {
  /** What they count, for people who don't see them. */
  readonly label: string;
  readonly of: readonly Bar[];
  readonly as?: (n: number) => string;
}

/** A bar for each value, with its number on top. Each page that draws bars also offers a table. */
export function Bars({ label, of, as = count }: BarsProps) {
  const most = Math.max(1, ...of.map(({ value }) => value));
  return (
    <div className={styles.scroller} tabIndex={0} role="group" aria-label={label}>
      <ul className={styles.bars}>
        {of.map(({ label: name, value }) => (
          <li key={name}>
            <div className={styles.room}>
              <span className="number">{as(value)}</span>
              <div className={styles.bar} style={{ height: `${(100 * value) / most}%` }} />
            </div>
            <small>{name}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
