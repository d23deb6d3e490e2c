import fc from 'fast-check';
import { DAY, MINUTE } from '../../domain/time/duration.ts';
import type { Shift } from '../../domain/time/week-hours.ts';
import type { WorkingCalendar } from '../../domain/time/working-calendar.ts';

/*
 * Working time counted minute by minute, over what `Intl` says that clocks show: slow, and with nothing in common with the
 * domain but the meaning of a calendar.
 */

const DAYS = 30;
const MINUTES = DAYS * 1440;

/** Minutes since a day's midnight, by the clock; `to` may lie on the next day. */
type Minutes = readonly [from: number, to: number];

export interface SlowCalendar {
  readonly zone: string;
  /** The first instant that is looked at; some days later the clocks change. */
  readonly begin: number;
  /** From Monday on. */
  readonly week: readonly (readonly Minutes[])[];
  readonly holidays: readonly string[];
  readonly dates: Readonly<Record<string, readonly Minutes[]>>;
  /** In minutes from the beginning. */
  readonly absences: readonly Minutes[];
}

/** For each minute from `begin` on, what the clocks show, as minutes since 1970. No zone of ours changes them within a half hour. */
function wallsFrom(zone: string, begin: number): Int32Array {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
  const walls = new Int32Array(MINUTES);
  for (let minute = 0; minute < MINUTES; minute += 30) {
    const [day, month, year, hour, min] = (parts.format(begin + minute * MINUTE).match(/\d+/g) ?? []).map(Number);
    const wall = Date.UTC(year!, month! - 1, day, hour, min) / MINUTE;
    for (let n = 0; n < 30; n++) walls[minute + n] = wall + n;
  }
  return walls;
}
const known = new Map<string, Int32Array>();
function wallsOf({ zone, begin }: SlowCalendar): Int32Array {
  const key = `${zone} ${begin}`;
  const walls = known.get(key) ?? wallsFrom(zone, begin);
  known.set(key, walls);
  return walls;
}

/** The first minute at which the clocks show a time; of a time that they skip, as many minutes after the jump. */
function minuteOf(walls: Int32Array, wall: number): number {
  const shown = walls.indexOf(wall);
  if (shown >= 0) return shown;
  if (wall < walls[0]!) return -1;
  const after = walls.findIndex((each) => each > wall);
  return after < 0 ? MINUTES : after + wall - walls[after - 1]! - 1;
}

export function slowly(calendar: SlowCalendar) {
  const walls = wallsOf(calendar);
  const firstDay = Math.floor(walls[0]! / 1440);
  /** The day to whose shift a minute belongs. */
  const owner = new Int32Array(MINUTES).fill(-1);
  const workDays = new Set<number>();
  const absent = (minute: number) => calendar.absences.some(([from, to]) => from <= minute && minute < to);
  for (let day = firstDay - 1; day < firstDay + DAYS; day++) {
    const date = new Date(day * DAY).toISOString().slice(0, 10);
    const usual = calendar.holidays.includes(date) ? [] : calendar.week[(new Date(day * DAY).getUTCDay() + 6) % 7]!;
    for (const [from, to] of calendar.dates[date] ?? usual) {
      const end = minuteOf(walls, day * 1440 + to);
      for (let minute = Math.max(0, minuteOf(walls, day * 1440 + from)); minute < end; minute++) {
        if (absent(minute)) continue;
        workDays.add(day);
        if (owner[minute]! < 0) owner[minute] = day;
      }
    }
  }
  const at = (instant: number) => (instant - calendar.begin) / MINUTE;
  const opening = (minute: number): number => {
    while (minute < MINUTES && owner[minute]! < 0) minute++;
    return minute;
  };
  return {
    isWorking: (instant: number): boolean => owner[at(instant)]! >= 0,
    nextOpening: (instant: number): number => calendar.begin + opening(at(instant)) * MINUTE,
    workingBetween: (from: number, to: number): number => owner.slice(at(from), at(to)).filter((day) => day >= 0).length * MINUTE,
    /** Undefined: it lies beyond the days that are looked at. */
    addWorking: (from: number, days: number, minutes: number): number | undefined => {
      let minute = opening(at(from));
      if (minute >= MINUTES) return undefined;
      let day = owner[minute]!;
      const wall = walls[minute]! - day * 1440;
      for (let n = 0; n < days; n++) for (day++; !workDays.has(day); day++) if (day > firstDay + DAYS) return undefined;
      if (days > 0) minute = opening(Math.max(0, minuteOf(walls, day * 1440 + wall)));
      for (let left = minutes; minute < MINUTES && left > 0; left--) minute = opening(minute + 1);
      return minute < MINUTES - 1440 ? calendar.begin + minute * MINUTE : undefined;
    },
  };
}

/** Whether a shift that passes midnight meets the first one of the next day: nobody knows to which day those minutes belong. */
export function overlaps({ begin, week, holidays, dates }: SlowCalendar): boolean {
  const shiftsOf = (day: number): readonly Minutes[] => {
    const date = new Date(begin + day * DAY).toISOString().slice(0, 10);
    return dates[date] ?? (holidays.includes(date) ? [] : week[(new Date(begin + day * DAY).getUTCDay() + 6) % 7]!);
  };
  return Array.from({ length: DAYS + 2 }, (_, n) => n - 1).some((day) => {
    return meets(shiftsOf(day), shiftsOf(day + 1));
  });
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const asShift = ([from, to]: Minutes): Shift => `${clock(from)}-${clock(to > 1440 ? to - 1440 : to)}` as Shift;
const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The same calendar, as people write it. */
export const written = ({ zone, begin, week, holidays, dates, absences }: SlowCalendar): WorkingCalendar => ({
  zone,
  hours: Object.fromEntries(week.map((shifts, day) => [dayNames[day]!, shifts.map(asShift)])),
  holidays,
  dates: Object.fromEntries(Object.entries(dates).map(([date, shifts]) => [date, shifts.map(asShift)])),
  absences: absences.map(([from, to]) => ({ from: begin + from * MINUTE, to: begin + to * MINUTE })),
});

/** Zones, each with a date on which its clocks change. */
const changes = [
  ['Europe/Amsterdam', '2026-03-29'], ['Europe/Amsterdam', '2026-10-25'],
  ['America/New_York', '2026-03-08'], ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'], ['Australia/Lord_Howe', '2026-10-04'],
  ['Africa/Casablanca', '2026-02-15'], ['Africa/Casablanca', '2026-03-22'],
  ['America/Santiago', '2026-09-06'], ['America/Havana', '2026-11-01'], ['Asia/Kolkata', '2026-06-15'],
] as const; // prettier-ignore

/** Up to three shifts: breaks between them, and perhaps one that passes midnight. Or the whole day. */
const shifts: fc.Arbitrary<readonly Minutes[]> = fc.oneof(
  { weight: 6, arbitrary: fc.uniqueArray(fc.integer({ min: 0, max: 287 }), { maxLength: 6 }).map(pairs) },
  { weight: 1, arbitrary: fc.constant<readonly Minutes[]>([[0, 1440]]) },
  { weight: 1, arbitrary: fc.constant<readonly Minutes[]>([[22 * 60, 30 * 60]]) },
);

function pairs(units: readonly number[]): readonly Minutes[] {
  const times = units.map((unit) => unit * 5).toSorted((a, b) => a - b);
  const last = times.length % 2 === 1 ? times.at(-1)! : undefined;
  const paired = Array.from({ length: Math.floor(times.length / 2) }, (_, n): Minutes => [times[2 * n]!, times[2 * n + 1]!]);
  return last === undefined || last === 0 ? paired : [...paired, [last, 1440 + ((units[0]! * 5) % last)]];
}

/** Whether a day's last shift passes midnight, and ends after the next day's first one has begun. */
const meets = (shifts: readonly Minutes[], [next]: readonly Minutes[]): boolean =>
  next !== undefined && next[0] < (shifts.at(-1)?.[1] ?? 0) - 1440;

const minute = fc.integer({ min: 0, max: 14 * 1440 });

/** Calendars of all kinds, around a change of their clocks. */
export const slowCalendars: fc.Arbitrary<SlowCalendar> = fc
  .record({
    change: fc.constantFrom(...changes),
    week: fc.array(shifts, { minLength: 7, maxLength: 7 }),
    holidays: fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }),
    dates: fc.dictionary(fc.integer({ min: 0, max: 20 }).map(String), shifts, { maxKeys: 2 }),
    absences: fc.array(fc.tuple(minute, fc.integer({ min: 1, max: 4000 })), { maxLength: 3 }),
  })
  .map(({ week, ...rest }) => ({
    ...rest,
    week: week.map((shifts, day) => (meets(shifts, week[(day + 1) % 7]!) ? shifts.slice(0, -1) : shifts)),
  }))
  .map(({ change: [zone, date], week, holidays, dates, absences }) => {
    const begin = Date.parse(date) - 7 * DAY;
    const dateAfter = (days: number) => new Date(begin + days * DAY).toISOString().slice(0, 10);
    return {
      zone,
      begin,
      week,
      holidays: holidays.map(dateAfter),
      dates: Object.fromEntries(Object.entries(dates).map(([days, each]) => [dateAfter(Number(days)), each])),
      absences: absences.map(([from, length]) => [from, from + length] as const),
    };
  });
