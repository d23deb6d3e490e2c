import { count } from '../app/in-figures.ts';
import styles from './meter.module.css';

interface MeterProps {
  readonly label: string;
  readonly value: number;
  /** When it is full. */
  readonly of: number;
}

/** How full something is: the words say it, the bar shows it. From nine tenths on, it is marked. */
export const Meter = ({ label, value, of }: MeterProps) => (
  <div className={styles.meter}>
    <div
      role="meter"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuetext={`${count(value)} of ${count(of)}`}
      className={styles.room}
    >
      <div
        className={styles.bar}
        data-full={value >= of * 0.9}
        style={{ width: `${Math.min(100, (100 * value) / Math.max(1, of))}%` }}
      />
    </div>
    <small className="number">
      {count(value)} of {count(of)}
    </small>
  </div>
);
