import type { Instant } from './clock.ts';
import { DAY } from './duration.ts';
import { dateOf, dayAt, instantAt, weekdayOf, type LocalDay } from './local-time.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A day, and a time of day. */
const said = /^([a-z]+|\d{4}-\d\d-\d\d)(?: at |[ t])([01]?\d|2[0-3]):([0-5]\d)$/;

/**
 * The instant that people in a zone mean by `tomorrow 10:00`, `Thursday at 14:00` or `2026-12-24 9:00`; undefined if they say something
 * else. A weekday is the next one on which the time is still ahead.
 */
export function instantSaid(text: string, zone: string, now: Instant): Instant | undefined {
  const [, day = '', hours, minutes] = said.exec(text.trim().toLowerCase().replaceAll(/\s+/g, ' ')) ?? [];
  const at = (local: LocalDay): Instant => instantAt(zone, local * DAY + Date.UTC(1970, 0, 1, Number(hours), Number(minutes)));
  const instants = daysNamed(day, dayAt(zone, now)).map(at);
  return instants.find((instant) => instant > now) ?? instants.at(-1);
}

/** The local days that a word can mean, the nearest first. */
function daysNamed(word: string, today: LocalDay): LocalDay[] {
  if (word === 'today') return [today];
  if (word === 'tomorrow') return [today + 1];
  const weekday = weekdays.findIndex((name) => word === name || word === name.slice(0, 3));
  const next = today + ((weekday + 1 - weekdayOf(today) + 7) % 7);
  return weekday < 0 ? dayOfDate(word) : [next, next + 7];
}

/** None for a date that no calendar has, such as 2026-02-30. */
function dayOfDate(date: string): LocalDay[] {
  const day = Date.parse(date) / DAY;
  return Number.isInteger(day) && dateOf(day) === date ? [day] : [];
}
