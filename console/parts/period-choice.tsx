import { dayText, STANDARD_DAYS, type PeriodSearch } from '../app/period.ts';
import { platformNow } from '../app/time.ts';
import styles from './period-choice.module.css';

const choices = { 7: 'Last 7 days', 30: 'Last 30 days', 90: 'Last 90 days', 365: 'Last year' } as const;

interface PeriodChoiceProps {
  readonly of: PeriodSearch;
  readonly onChange: (period: PeriodSearch) => void;
}

/** One control for the period of a page: so many days until today, or two dates. */
export function PeriodChoice({ of: { days = STANDARD_DAYS, from, to }, onChange }: PeriodChoiceProps) {
  const isOwn = from !== undefined || to !== undefined;
  const today = dayText(new Date(platformNow()));
  const choose = (value: string) =>
    onChange(
      value === 'own' ? { from: dayText(new Date(platformNow() - days * 86_400_000)), to: today } : { days: Number(value) },
    );
  return (
    <fieldset className={styles.period}>
      <legend className="visually-hidden">Period</legend>
      <label>
        <span className="visually-hidden">Period</span>
        <select value={isOwn ? 'own' : days} onChange={({ target }) => choose(target.value)}>
          {Object.entries(choices).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
          {!isOwn && !Object.hasOwn(choices, days) && <option value={days}>Last {days} days</option>}
          <option value="own">Between two dates</option>
        </select>
      </label>
      {isOwn && (
        <>
          <label>
            <span className="visually-hidden">From</span>
            <input
              type="date"
              value={from ?? ''}
              max={to}
              onChange={({ target }) => onChange({ from: target.value || undefined, to })}
            />
          </label>
          <label>
            <span className="visually-hidden">To, this day included</span>
            <input
              type="date"
              value={to ?? today}
              min={from}
              onChange={({ target }) => onChange({ from, to: target.value || undefined })}
            />
          </label>
        </>
      )}
    </fieldset>
  );
}
