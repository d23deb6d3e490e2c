import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, MINUTE, working } from '../../domain/time/duration.ts';
import type { WorkingDuration } from '../../domain/time/duration.ts';
import { addWorking, isWorking, nextOpening, workingBetween } from '../../domain/time/working-calendar.ts';
import type { WorkingCalendar } from '../../domain/time/working-calendar.ts';
import { at } from './calendars.ts';
import { overlaps, slowCalendars, slowly, written } from './slow-calendar.ts';

/** Monday to Thursday with a break, a short Friday, and Christmas Eve until noon. */
const office: WorkingCalendar = {
  zone: 'Europe/Amsterdam',
  hours: { 'mon-thu': ['09:00-12:30', '13:15-17:30'], fri: ['09:00-15:00'] },
  holidays: ['2026-12-24', '2026-12-25'],
  dates: { '2026-12-24': ['09:00-12:00'] },
};
const nights: WorkingCalendar = { zone: 'Asia/Manila', hours: { 'mon-fri': ['22:00-06:00'] } };
const always: WorkingCalendar = { zone: 'Europe/Amsterdam', hours: { 'mon-sun': ['00:00-24:00'] } };

const local = (calendar: WorkingCalendar, instant: number): string =>
  new Date(instant)
    .toLocaleString('en-GB', { timeZone: calendar.zone, weekday: 'short', hour: '2-digit', minute: '2-digit' })
    .replace(',', '');
const after = (calendar: WorkingCalendar, from: string, duration: WorkingDuration) =>
  local(calendar, addWorking(calendar, at(from), duration));

describe('an office with a break and a short Friday', () => {
  test('counts no time in the break, after three on Friday, or after noon on Christmas Eve', () => {
    expect(after(office, '2026-07-01T12:00+02:00', '1 working hour')).toBe('Wed 13:45');
    expect(after(office, '2026-07-03T14:30+02:00', '1 working hour')).toBe('Mon 09:30');
    expect(after(office, '2026-12-24T11:30+01:00', '1 working hour')).toBe('Mon 09:30');
  });

  test('moves what would be due in the break to its end', () => {
    expect(after(office, '2026-07-02T16:00+02:00', '1 working day')).toBe('Mon 09:00');
    expect(local(office, nextOpening(office, at('2026-07-01T12:30+02:00')))).toBe('Wed 13:15');
  });
});

describe('a night shift', () => {
  test('belongs to the day on which it begins: Friday’s ends on Saturday morning, and Monday starts at ten in the evening', () => {
    expect(isWorking(nights, at('2026-07-04T05:59+08:00'))).toBe(true);
    expect(isWorking(nights, at('2026-07-06T05:00+08:00'))).toBe(false);
    expect(after(nights, '2026-07-04T05:30+08:00', '1 working hour')).toBe('Mon 22:30');
  });

  test('is gone as a whole on the holiday on which it would begin', () => {
    const holiday = { ...nights, holidays: ['2026-07-01'] };
    expect(isWorking(holiday, at('2026-07-01T03:00+08:00'))).toBe(true);
    expect(isWorking(holiday, at('2026-07-02T03:00+08:00'))).toBe(false);
  });

  test('a working day later it is the same hour of the next shift', () => {
    expect(after(nights, '2026-07-01T23:00+08:00', '1 working day')).toBe('Thu 23:00');
    expect(after(nights, '2026-07-02T02:00+08:00', '1 working day')).toBe('Fri 02:00');
    expect(after(nights, '2026-07-04T02:00+08:00', '1 working day')).toBe('Tue 02:00');
  });
});

test('hours round the clock have no closed minute', () => {
  expect(after(always, '2026-07-01T23:50+02:00', '15 working minutes')).toBe('Thu 00:05');
  expect(workingBetween(always, at('2026-07-01T00:00+02:00'), at('2026-07-31T00:00+02:00'))).toBe(30 * DAY);
});

describe('working time is what a count of the minutes says', () => {
  const minute = fc.integer({ min: 0, max: 18 * 1440 });
  const runs = { numRuns: 60 };

  test('who works when, and when work begins', () => {
    fc.assert(
      fc.property(slowCalendars, minute, (calendar, n) => {
        const [slow, fast, instant] = [slowly(calendar), written(calendar), calendar.begin + n * MINUTE];
        expect(isWorking(fast, instant)).toBe(slow.isWorking(instant));
        fc.pre(slow.addWorking(instant, 0, 0) !== undefined);
        expect(nextOpening(fast, instant)).toBe(slow.nextOpening(instant));
      }),
      runs,
    );
  });

  test('how much of it lies between two instants', () => {
    fc.assert(
      fc.property(slowCalendars, minute, minute, (calendar, a, b) => {
        const [from, to] = [calendar.begin + Math.min(a, b) * MINUTE, calendar.begin + Math.max(a, b) * MINUTE];
        expect(workingBetween(written(calendar), from, to)).toBe(slowly(calendar).workingBetween(from, to));
      }),
      runs,
    );
  });

  test('when some days and minutes of it are over', () => {
    fc.assert(
      fc.property(slowCalendars, minute, fc.nat(4), fc.nat(1200), (calendar, n, days, minutes) => {
        fc.pre(!overlaps(calendar));
        const from = calendar.begin + n * MINUTE;
        const expected = slowly(calendar).addWorking(from, days, minutes);
        fc.pre(expected !== undefined);
        expect(addWorking(written(calendar), from, working({ days, minutes }))).toBe(expected);
      }),
      runs,
    );
  });
});

test('a computation over thirty days takes about a millisecond, also for a calendar that is read anew each time', () => {
  const anew = (): WorkingCalendar => structuredClone(office);
  const from = at('2026-03-02T09:00+01:00');
  const millisecondsEach = (run: (n: number) => unknown): number => {
    for (let n = 0; n < 50; n++) run(n);
    const start = performance.now();
    for (let n = 0; n < 200; n++) run(n);
    return (performance.now() - start) / 200;
  };
  // Several times what was measured, because a test must not fail on a busy machine.
  expect(millisecondsEach((n) => addWorking(anew(), from + n * MINUTE, '30 working days'))).toBeLessThan(5);
  expect(millisecondsEach((n) => workingBetween(anew(), from + n * MINUTE, from + 30 * DAY))).toBeLessThan(5);
});
