import type { Instant } from '../../domain/time/clock.ts';
import { HOUR, MINUTE, milliseconds, type CalendarDuration } from '../../domain/time/duration.ts';
import type { VirtualEngine } from '../engine.ts';
import type { Alerting } from './alerting.ts';
import type { Sweeps } from './sweeps.ts';

/** How soon alerts go out. */
const ALERTS_EVERY = 5 * MINUTE;

interface Passing {
  readonly engine: VirtualEngine;
  readonly sweeps: Sweeps;
  readonly alerting: Alerting;
  readonly isClosed: boolean;
  readonly reports: boolean;
}

/** Lets time pass, and does hour by hour what the sweeps of an installation would do. */
export async function runFor(passing: Passing, duration: CalendarDuration): Promise<void> {
  const { engine, sweeps, alerting, reports } = passing;
  const { relay, isQuiet, followPeople, moveAllClocks, climb } = sweeps;
  await relay();
  for (const until = engine.now + milliseconds(duration); engine.now < until;) {
    await passTime(passing, Math.min(engine.now + HOUR, until));
    if (reports) await alerting.raiseReports();
    if (await isQuiet()) continue;
    const changed = await followPeople();
    if (changed > 0 || (await moveAllClocks()) > 0) await relay();
    if ((await climb()) > 0) alerting.notice();
  }
  await relay();
}

/** Lets time pass, and sends alerts as soon as something has happened or their reps begin to work. */
async function passTime({ engine, alerting, isClosed }: Passing, until: Instant): Promise<void> {
  while (engine.now < until) {
    await engine.runFor(Math.min(ALERTS_EVERY, until - engine.now));
    if (!isClosed && alerting.isDue()) await alerting.send();
  }
}
