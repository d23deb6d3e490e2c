import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isStillTrue } from '../activities/touch/still-true.ts';
import { alertStillGoes, claimAlerts, fenceAlert, postponeAlert, settleAlert, type ClaimedAlert } from '../db/alerts/alerts.ts';
import { aboutAlert, aboutReport, type AboutReport } from '../db/alerts/about.ts';
import { alertKinds } from '../db/alerts/alert-kinds.ts';
import { byHours, hoursOf } from '../db/staff/hours.ts';
import { reserveSlot } from '../db/touches/send-rates.ts';
import { untilSaved } from '../db/until-saved.ts';
import type { Instant } from '../domain/time/clock.ts';
import { nextOpening, type WorkingCalendar } from '../domain/time/working-calendar.ts';
import { readCalendar } from '../domain/time/written-hours.ts';
import { nameOf, settlementOf } from './confirmations.ts';
import { writeReport } from './write-report.ts';
import { writeAlert, type AlertsDeps } from './write-alert.ts';
import { repeat } from './repeat.ts';

/** Sends alerts to reps. */
export interface Alerts {
  /** Sends the alerts that are due, each at most once. @returns how many it claimed; call again until it is 0 */
  tick(): Promise<number>;
}

const AT_ONCE = 20;
/** Real milliseconds. */
const POLL_EVERY = 1_000;

export const createAlerts = (deps: AlertsDeps): Alerts => ({
  async tick() {
    const { db, clock, settings, log } = deps;
    const owner = randomUUID();
    const { leaseSeconds } = settings.limits;
    const alerts = await claimAlerts(db, { owner, at: clock.now(), leaseSeconds, most: AT_ONCE });
    const unsent = (error: unknown) => log.warn({ error: nameOf(error) }, 'An alert failed; it waits until its claim expires.');
    await Promise.all(alerts.map(async (alert) => await send(deps, owner, alert).catch(unsent)));
    return alerts.length;
  },
});

/** Sends a claimed alert, or puts it off until its rep works: rate limit, fence, mail server, settlement. */
async function send(deps: AlertsDeps, owner: string, { id, kind, taskId, attempts }: ClaimedAlert): Promise<void> {
  const { db, clock, mailer, settings, log } = deps;
  const ours = { id, owner };
  const task = taskId === null ? undefined : await aboutAlert(db, id);
  const about = task ?? (await aboutReport(db, id));
  if (!about) return;
  const hours = await hoursOfRep(deps, about);
  const at = clock.now();
  const from = alertKinds[kind].isUrgent ? at : opensAt(hours, at);
  if (from > at) return void (await postponeAlert(db, ours, from));
  const zone = hours?.zone ?? 'UTC';
  const email = task ? writeAlert(deps, id, task, zone) : await writeReport(deps, id, about, zone);
  if (!email) return await settleAlert(db, ours, { state: 'never', reason: 'nothingToSay' });
  const { perSecond, leaseSeconds } = settings.limits;
  const wait = await reserveSlot(db, [{ bucket: 'all', perSecond }]);
  if (wait > leaseSeconds / 4) return await settleAlert(db, ours, { state: 'waiting', reason: 'rate', againInSeconds: wait });
  await sleep(wait * 1000);
  const fence = await fenceAlert(db, ours, { at: clock.now(), messageId: email.messageId });
  if (fence === 'lost') return;
  if (fence !== 'passed') return await settleAlert(db, ours, { state: 'never', reason: fence });
  const outcome = await mailer.send(email, leaseSeconds * 500, () => isStillTrue(() => alertStillGoes(db, ours)));
  if (outcome.state !== 'accepted') log.warn({ alert: id, ...outcome }, 'An alert was not accepted.');
  const { fails: _, ...settled } = settlementOf(email.key, outcome, attempts);
  await untilSaved(() => settleAlert(db, ours, settled));
}

/** The working hours of an alert's rep, with absences; undefined if they are invalid. */
const hoursOfRep = async ({ db }: AlertsDeps, { repId, teamId, slug, slaMode, slaModes, calendar }: AboutReport) =>
  await hoursOf(db, { id: teamId, slug, slaMode, slaModes, calendar: readCalendar(calendar) }, repId);

const opensAt = (hours: WorkingCalendar | undefined, at: Instant): Instant =>
  (hours && byHours(hours, (calendar) => nextOpening(calendar, at))) ?? at;

/** Sends until the signal aborts; resolves when the alerts in progress are settled. */
export async function runAlerts(deps: AlertsDeps, { signal }: { signal: AbortSignal }): Promise<void> {
  const alerts = createAlerts(deps);
  await repeat(() => alerts.tick(), { every: POLL_EVERY, failed: 'Alerts could not be sent', log: deps.log, signal });
}
