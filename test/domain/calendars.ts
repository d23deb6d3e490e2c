import fc from 'fast-check';
import type { TimeOfDay, Weekday } from '../../domain/time/local-time.ts';
import { sameHours } from '../../domain/time/week-hours.ts';
import type { WorkingCalendar } from '../../domain/time/working-calendar.ts';

/** The calendar of the field's vectors: 10:00–18:00, Monday to Friday. */
export const tenToSix: WorkingCalendar = {
  zone: 'Europe/Berlin',
  hours: { 'mon-fri': ['10:00-18:00'] },
};

/** An instant by its ISO text with an offset. */
export const at = (iso: string): number => Date.parse(iso);

export const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Santiago',
  'UTC',
] as const;

/** Instants in 2026, to the minute, around the changes of all clocks. */
export const instants = fc.integer({ min: 0, max: 525_600 }).map((minute) => at('2026-01-01T00:00:00Z') + minute * 60_000);

const time = (hour: number): TimeOfDay => `${String(hour).padStart(2, '0')}:00` as TimeOfDay;

/** Calendars of all kinds; they open after the hours in which clocks change. */
export const calendars: fc.Arbitrary<WorkingCalendar> = fc
  .record({
    zone: fc.constantFrom(...zones),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    opens: fc.integer({ min: 4, max: 14 }),
    length: fc.integer({ min: 1, max: 10 }),
    holidays: fc.array(fc.constantFrom('2026-01-01', '2026-03-09', '2026-05-01', '2026-10-26', '2026-12-25')),
    absences: fc.array(fc.tuple(instants, fc.integer({ min: 1, max: 14_400 })), { maxLength: 3 }),
  })
  .map(({ zone, days, opens, length, holidays, absences }) => ({
    zone,
    hours: sameHours(days as Weekday[], time(opens), time(opens + length)),
    holidays,
    absences: absences.map(([from, minutes]) => ({ from, to: from + minutes * 60_000 })),
  }));
