import { DomainError } from '../text/domain-error.ts';
import { DAY, MINUTE } from './duration.ts';
import { sinceMidnight } from './local-time.ts';
import type { TimeOfDay, Weekday } from './local-time.ts';
import { rememberWith } from '../text/remember.ts';

/** `'09:00-12:30'`. One that ends earlier than it begins, such as `'22:00-06:00'`, ends on the next day. */
export type Shift = `${number}:${number}-${number}:${number}`;

/** The shifts of each weekday: `{ 'mon-thu': ['09:00-12:30', '13:15-17:30'], fri: ['09:00-15:00'] }`. Days not named are closed. */
export type WeekHours = Readonly<Record<string, readonly Shift[]>>;

/** A shift in milliseconds by the clock, from the midnight at which its day begins; `to` may lie on the next day. */
export interface ShiftTimes {
  readonly from: number;
  readonly to: number;
}

export type Week = ReadonlyMap<Weekday, readonly ShiftTimes[]>;

/** A fault in written hours: something unreadable, or a contradiction. */
export interface HoursFault {
  readonly path: readonly (string | number)[];
  readonly says: string;
}

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The same hours on the given days of the week. */
export const sameHours = (days: readonly Weekday[], opens: TimeOfDay, closes: TimeOfDay): WeekHours => ({
  [[...new Set(days)].map((day) => dayNames[day - 1]).join(',')]: [`${opens}-${closes}`],
});

const shiftPattern = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** 23:59 means the end of the day: it is the last minute that some calendars can show, and no one closes for one minute. */
const LAST_MINUTE = DAY - MINUTE;

/** Reads a shift; returns a text with the fault if it can't. */
function readShift(text: string): ShiftTimes | string {
  const [, opens, closes] = shiftPattern.exec(text) ?? [];
  if (opens === undefined || closes === undefined) return `expected hours such as 09:00-12:30, got "${text}"`;
  if (opens === closes) return `"${text}" ends when it begins; round the clock is 00:00-24:00`;
  const [from, to] = [sinceMidnight(opens as TimeOfDay), sinceMidnight(closes as TimeOfDay)];
  if (to === LAST_MINUTE) return { from, to: DAY };
  return { from, to: to > from ? to : to + DAY };
}

/** Reads `mon`, `mon-thu`, `sat-tue` and `mon,wed,fri`; undefined if the text names no days. */
function readDays(text: string): readonly Weekday[] | undefined {
  const days: Weekday[] = [];
  for (const part of text.toLowerCase().split(',')) {
    const [first, last, ...more] = part
      .trim()
      .split('-')
      .map((name) => dayNames.indexOf(name as 'mon'));
    if (first === undefined || first < 0 || (last ?? 0) < 0 || more.length > 0) return undefined;
    const length = (((last ?? first) - first + 7) % 7) + 1;
    for (let n = 0; n < length; n++) days.push((((first + n) % 7) + 1) as Weekday);
  }
  return days;
}

/** Reads the shifts of a day, in order, and reports every fault. */
export function readShifts(texts: readonly string[], fault: (fault: HoursFault) => void): readonly ShiftTimes[] {
  const shifts = texts.flatMap((text, n) => {
    const shift = readShift(text);
    if (typeof shift !== 'string') return [{ ...shift, n }];
    fault({ path: [n], says: shift });
    return [];
  });
  const inOrder = shifts.toSorted((a, b) => a.from - b.from);
  for (const [i, { from, n }] of inOrder.entries())
    if (i > 0 && from < inOrder[i - 1]!.to)
      fault({ path: [n], says: `"${texts[n]}" begins before "${texts[inOrder[i - 1]!.n]}" ends` });
  return inOrder.map(({ from, to }) => ({ from, to }));
}

/** Reads the hours of a week, and reports every fault. */
export function readWeek(hours: WeekHours, fault: (fault: HoursFault) => void): Week {
  const week = new Map<Weekday, readonly ShiftTimes[]>();
  for (const [key, texts] of Object.entries(hours)) {
    const days = readDays(key);
    if (!days) fault({ path: [key], says: `expected days such as mon, mon-thu or sat,sun, got "${key}"` });
    const shifts = readShifts(texts, ({ path, says }) => fault({ path: [key, ...path], says }));
    for (const day of days ?? []) {
      if (week.has(day)) fault({ path: [key], says: `${dayNames[day - 1]} has hours already` });
      week.set(day, shifts);
    }
  }
  for (const [day, shifts] of week) {
    const tomorrow = ((day % 7) + 1) as Weekday;
    const [first] = week.get(tomorrow) ?? [];
    const names = [dayNames[tomorrow - 1], dayNames[day - 1]];
    if (first && first.from < (shifts.at(-1)?.to ?? 0) - DAY)
      fault({ path: [], says: `${names[0]} begins before the last shift of ${names[1]} ends` });
  }
  return week;
}

const refuse =
  (value: unknown) =>
  ({ path, says }: HoursFault): never => {
    throw new DomainError('INVALID_HOURS', value, `${path.length > 0 ? `${path.join('.')}: ` : ''}${says}`);
  };

/** Reads the hours of a week, once for each object. @throws DomainError INVALID_HOURS */
export const weekOf = rememberWith((hours: WeekHours): Week => readWeek(hours, refuse(hours)));

/** Reads the shifts of a single date, once for each object. @throws DomainError INVALID_HOURS */
export const shiftsOf = rememberWith((texts: readonly string[]): readonly ShiftTimes[] => readShifts(texts, refuse(texts)));

/** Such as `Mon–Thu 09:00–12:30, 13:15–17:30; Fri 09:00–15:00`. */
export const weekInWords = (hours: WeekHours): string =>
  Object.entries(hours)
    .toSorted(([a], [b]) => dayNames.indexOf(a.slice(0, 3) as 'mon') - dayNames.indexOf(b.slice(0, 3) as 'mon'))
    .map(([days, shifts]) => `${daysInWords(days)} ${shiftsInWords(shifts)}`)
    .join('; ');

function daysInWords(text: string): string {
  const days = readDays(text) ?? [];
  const names = days.map((day) => dayNames[day - 1]!).map((name) => name.charAt(0).toUpperCase() + name.slice(1));
  const isSpan = days.length > 2 && days.every((day, n) => n === 0 || day === (days[n - 1]! % 7) + 1);
  return isSpan ? `${names[0]}–${names.at(-1)}` : names.join(', ');
}

export const shiftsInWords = (shifts: readonly Shift[]): string =>
  shifts.length === 0 ? 'closed' : shifts.map((shift) => shift.replace('-', '–')).join(', ');
