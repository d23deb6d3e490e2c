import { writtenHours } from '../../db/staff/hours.ts';
import type { Slas } from '../../domain/sales/sla.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { workingAmount, type WorkingDuration } from '../../domain/time/duration.ts';
import { dateOf, dayAt } from '../../domain/time/local-time.ts';
import { openSpans, unlessNeverOpen, type Hours } from '../../domain/time/open-time.ts';
import { addWorking, isWorking } from '../../domain/time/working-calendar.ts';
import { readCalendar, type OwnCalendar } from '../../domain/time/written-hours.ts';
import { iso } from '../procedures/iso.ts';
import { teamOf, type Asker } from './team.ts';

/** How many openings are listed. */
const OPENINGS = 5;

/** How much time a view of a calendar can span. */
const lengths: readonly WorkingDuration[] = ['5 working minutes', '1 working hour', '1 working day'];

/** The working hours of each team: of the caller's, or of all for an admin. What a length of working time means there, if it began now. */
export async function calendars(asker: Asker) {
  const { db, clock, policy } = asker;
  const teams = await writtenHours(db, await teamOf(asker));
  return teams.map(({ slug, name, calendar, reps }) => {
    const hours = readCalendar(calendar);
    return {
      team: slug,
      name,
      ...written(calendar),
      /** Missing if the rows in Postgres can't be read: then no clock runs. */
      now: hours && unlessNeverOpen(() => nowIn(hours, policy.slas, clock.now())),
      reps: reps.map(({ name: rep, calendar: own }) => ({ rep, ...written(own) })),
    };
  });
}

/** Postgres does not save the order of the days. */
const dayOf = (days: string): number => ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(days.slice(0, 3));

const written = ({ zone, hours, holidays = [], dates = {} }: OwnCalendar) => ({
  zone,
  hours:
    hours &&
    Object.entries(hours)
      .map(([days, shifts]) => ({ days, shifts }))
      .toSorted((a, b) => dayOf(a.days) - dayOf(b.days)),
  holidays,
  dates: Object.entries(dates).map(([date, shifts]) => ({ date, shifts })),
});

function nowIn(hours: Hours, slas: Slas, now: Instant) {
  const today = dateOf(dayAt(hours.zone, now));
  return {
    isOpen: isWorking(hours, now),
    openings: nextOpenings(hours, now),
    nextHolidays: (hours.holidays ?? []).filter((date) => date >= today).toSorted(),
    due: targetsOf(slas).map(({ within, of }) => ({ within, of, at: iso(addWorking(hours, now, within)) })),
  };
}

function nextOpenings(hours: Hours, now: Instant) {
  const openings: { readonly from: string; readonly to: string }[] = [];
  for (const { from, to } of openSpans(hours, now)) {
    openings.push({ from: iso(from), to: iso(to) });
    if (openings.length === OPENINGS) break;
  }
  return openings;
}

/** The lengths, and the targets of the SLAs with the SLAs that have them; the shortest first. */
function targetsOf(slas: Slas) {
  const targets = Object.values(slas).flatMap(({ label, target }) => (target ? [{ label, target }] : []));
  return [...new Set([...lengths, ...targets.map(({ target }) => target)])]
    .filter((within) => sizeOf(within) > 0)
    .toSorted((a, b) => sizeOf(a) - sizeOf(b))
    .map((within) => ({ within, of: targets.filter(({ target }) => target === within).map(({ label }) => label) }));
}

/** A day counts as a day of eight hours, to put lengths in order. */
function sizeOf(duration: WorkingDuration): number {
  const { days, milliseconds } = workingAmount(duration);
  return days * 8 * 3_600_000 + milliseconds;
}
