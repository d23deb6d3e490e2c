import { useEffect, useState } from 'react';
import { minute, platformNow, stretch, tickMs } from '../app/time.ts';
import styles from './clock.module.css';

interface ClockProps {
  readonly dueAt: string | undefined;
  /** Since when it runs: the last quarter before it is due is shown as urgent. */
  readonly since?: string | undefined;
}

/** The time that is left until something is due; by word and colour, it says when it is urgent or late. */
export function Clock({ dueAt, since }: ClockProps) {
  const now = useNow();
  if (dueAt === undefined) return <span className={styles.clock}>no clock</span>;
  const left = Date.parse(dueAt) - now;
  const whole = since === undefined ? 0 : Date.parse(dueAt) - Date.parse(since);
  const state = left <= 0 ? 'late' : left < whole / 4 ? 'soon' : 'calm';
  return (
    <time className={styles.clock} data-state={state} dateTime={dueAt} title={`Due ${minute(dueAt)}`}>
      {left <= 0 ? `${stretch(-left)} late` : `${stretch(left)} left`}
    </time>
  );
}

/** The platform's time, again and again. */
export function useNow(): number {
  const [now, setNow] = useState(platformNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(platformNow()), tickMs());
    return () => clearInterval(timer);
  }, []);
  return now;
}
