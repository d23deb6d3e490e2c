import { count } from '../app/in-figures.ts';
import styles from './day-grid.module.css';

interface DayGridProps {
  readonly label: string;
  /** Days as 2026-03-10; one without a number has none. */
  readonly of: readonly { readonly day: string; readonly value: number }[];
}

const DAY_MS = 86_400_000;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** The Monday of a day's week. */
const mondayOf = (at: number): number => at - ((new Date(at).getUTCDay() + 6) % 7) * DAY_MS;

/** A calendar with a number for each day: a row is a week, and the fuller a day, the darker it is. */
export function DayGrid({ label, of }: DayGridProps) {
  const values = new Map(of.map(({ day, value }) => [Date.parse(day), value]));
  const days = [...values.keys()];
  if (days.length === 0) return null;
  const [first, last] = [mondayOf(Math.min(...days)), mondayOf(Math.max(...days))];
  const weeks = Array.from({ length: (last - first) / (7 * DAY_MS) + 1 }, (_, n) => first + n * 7 * DAY_MS);
  const most = Math.max(1, ...values.values());
  return (
    <table className={styles.grid} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Week of</th>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((monday) => (
          <tr key={monday}>
            <th scope="row">{short.format(monday)}</th>
            {weekdays.map((weekday, n) => {
              const value = values.get(monday + n * DAY_MS);
              return (
                <td key={weekday} style={{ '--full': `${Math.round((45 * (value ?? 0)) / most)}%` }}>
                  {value === undefined ? '' : count(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

declare module 'react' {
  interface CSSProperties {
    /** How full a day is. */
    '--full'?: string;
  }
}
