import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, working } from '../../domain/time/duration.ts';
import type { WorkingDuration } from '../../domain/time/duration.ts';
import { addWorking, isWorking, nextOpening, withAbsences, workingBetween } from '../../domain/time/working-calendar.ts';
import type { WorkingCalendar } from '../../domain/time/working-calendar.ts';
import { at, calendars, instants, tenToSix } from './calendars.ts';

const minutes = fc.integer({ min: 0, max: 6_000 });
const workingMinutes = (count: number): WorkingDuration => working({ minutes: count });
const add = (from: string, duration: WorkingDuration, calendar = tenToSix): string =>
  new Date(addWorking(calendar, at(from), duration)).toISOString();

describe('Monday to Friday, ten to six, in Berlin in summer', () => {
  // 2026-07-01 is a Wednesday.
  test.each([
    [
      'ten hours from Wednesday 15:00 end on Thursday 17:00',
      '2026-07-01T15:00+02:00',
      '10 working hours',
      '2026-07-02T17:00+02:00',
    ],
    [
      'a day and ten hours from there on Friday 17:00',
      '2026-07-01T15:00+02:00',
      '1 working day 10 working hours',
      '2026-07-03T17:00+02:00',
    ],
    ['ten hours from Wednesday 20:00 on Friday 12:00', '2026-07-01T20:00+02:00', '10 working hours', '2026-07-03T12:00+02:00'],
    [
      'a day and ten hours from there on Monday 12:00',
      '2026-07-01T20:00+02:00',
      '1 working day 10 working hours',
      '2026-07-06T12:00+02:00',
    ],
    ['a day from Friday noon is Monday noon', '2026-07-03T12:00+02:00', '1 working day', '2026-07-06T12:00+02:00'],
    ['from Saturday time starts on Monday', '2026-07-04T12:00+02:00', '15 working minutes', '2026-07-06T10:15+02:00'],
    [
      'what would end at closing time ends when it opens again',
      '2026-07-03T15:00+02:00',
      '3 working hours',
      '2026-07-06T10:00+02:00',
    ],
    ['no time at all from the opening is the opening', '2026-07-01T10:00+02:00', '0 working hours', '2026-07-01T10:00+02:00'],
  ] as const)('%s', (_, from, duration, expected) => {
    expect(add(from, duration)).toBe(new Date(expected).toISOString());
  });

  test('the opening is working time, closing time is not', () => {
    expect(isWorking(tenToSix, at('2026-07-01T10:00+02:00'))).toBe(true);
    expect(isWorking(tenToSix, at('2026-07-01T10:00+02:00') - 1)).toBe(false);
    expect(isWorking(tenToSix, at('2026-07-01T18:00+02:00') - 1)).toBe(true);
    expect(isWorking(tenToSix, at('2026-07-01T18:00+02:00'))).toBe(false);
  });

  test('a holiday is skipped, by hours and by days', () => {
    const calendar: WorkingCalendar = { ...tenToSix, holidays: ['2026-07-02'] };
    expect(add('2026-07-01T15:00+02:00', '10 working hours', calendar)).toBe('2026-07-03T15:00:00.000Z');
    expect(add('2026-07-01T15:00+02:00', '1 working day', calendar)).toBe('2026-07-03T13:00:00.000Z');
    expect(workingBetween(calendar, at('2026-07-01T00:00Z'), at('2026-07-04T00:00Z'))).toBe(16 * HOUR);
  });

  test('a rep who is away for an afternoon loses those hours, and one away for a day loses the day', () => {
    const afternoon = withAbsences(tenToSix, [{ from: at('2026-07-01T14:00+02:00'), to: at('2026-07-01T18:00+02:00') }]);
    expect(add('2026-07-01T13:00+02:00', '2 working hours', afternoon)).toBe('2026-07-02T09:00:00.000Z');
    const thursday = withAbsences(tenToSix, [{ from: at('2026-07-02T00:00+02:00'), to: at('2026-07-03T00:00+02:00') }]);
    expect(add('2026-07-01T13:00+02:00', '1 working day', thursday)).toBe('2026-07-03T11:00:00.000Z');
  });
});

describe('when the clocks change', () => {
  const roundTheClock = (zone: string): WorkingCalendar => ({
    zone,
    hours: { 'mon-sun': ['00:00-24:00'] },
  });

  test('an opening at 02:30, which New York skips on 2026-03-08, comes an hour later', () => {
    const calendar: WorkingCalendar = { zone: 'America/New_York', hours: { 'mon-sun': ['02:30-10:00'] } };
    expect(nextOpening(calendar, at('2026-03-08T05:00Z'))).toBe(at('2026-03-08T07:30Z'));
  });

  test('of the two 01:30 in New York on 2026-11-01 the first opens', () => {
    const calendar: WorkingCalendar = { zone: 'America/New_York', hours: { 'mon-sun': ['01:30-10:00'] } };
    expect(nextOpening(calendar, at('2026-11-01T04:00Z'))).toBe(at('2026-11-01T05:30Z'));
  });

  test('a round-the-clock day has 23 hours in spring and 25 in autumn', () => {
    const calendar = roundTheClock('Europe/Berlin');
    expect(workingBetween(calendar, at('2026-03-29T00:00+01:00'), at('2026-03-30T00:00+02:00'))).toBe(23 * HOUR);
    expect(workingBetween(calendar, at('2026-10-25T00:00+02:00'), at('2026-10-26T00:00+01:00'))).toBe(25 * HOUR);
  });

  test('a working day keeps the time of day over the change', () => {
    expect(add('2026-03-27T15:00+01:00', '1 working day')).toBe('2026-03-30T13:00:00.000Z');
  });
});

describe('for every calendar', () => {
  test('the end of a working duration is in working time', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, fc.nat(5), (calendar, from, count, days) => {
        expect(isWorking(calendar, addWorking(calendar, from, working({ days, minutes: count })))).toBe(true);
      }),
    );
  });

  test('the working time up to the end is the duration', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, (calendar, from, count) => {
        expect(workingBetween(calendar, from, addWorking(calendar, from, workingMinutes(count)))).toBe(count * MINUTE);
      }),
    );
  });

  test('hours can be added one after the other', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, minutes, (calendar, from, one, other) => {
        const twice = addWorking(calendar, addWorking(calendar, from, workingMinutes(one)), workingMinutes(other));
        expect(twice).toBe(addWorking(calendar, from, workingMinutes(one + other)));
      }),
    );
  });

  test('a later start does not end earlier', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat(20_000), fc.nat(3), minutes, (calendar, from, later, days, count) => {
        const duration = working({ days, minutes: count });
        expect(addWorking(calendar, from + later * MINUTE, duration)).toBeGreaterThanOrEqual(
          addWorking(calendar, from, duration),
        );
      }),
    );
  });

  test('working time between two instants is the sum over any instant between them', () => {
    fc.assert(
      fc.property(calendars, fc.tuple(instants, instants, instants), (calendar, three) => {
        const [a, b, c] = three.toSorted((x, y) => x - y) as [number, number, number];
        expect(workingBetween(calendar, a, b) + workingBetween(calendar, b, c)).toBe(workingBetween(calendar, a, c));
      }),
      { numRuns: 30 },
    );
  });

  test('nothing is open between an instant and the next opening', () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, from) => {
        const opening = nextOpening(calendar, from);
        expect(workingBetween(calendar, from, opening)).toBe(0);
        expect(opening === from).toBe(isWorking(calendar, from));
      }),
    );
  });
});

describe('bad calendars', () => {
  test('a calendar without a working day is an error, not an endless loop', () => {
    const never: WorkingCalendar = { ...tenToSix, hours: { 'mon-fri': [] } };
    expect(() => addWorking(never, 0, '1 working hour')).toThrow(expect.objectContaining({ code: 'NEVER_OPEN' }));
    expect(workingBetween(never, 0, at('2026-01-01T00:00Z'))).toBe(0);
  });

  test('an unknown zone, a crooked time and a fraction of a millisecond are named', () => {
    expect(() => nextOpening({ ...tenToSix, zone: 'Europe/Atlantis' }, 0)).toThrow('Europe/Atlantis');
    expect(() => nextOpening({ ...tenToSix, hours: { mon: ['9:5-12:00'] } }, 0)).toThrow(
      expect.objectContaining({ code: 'INVALID_HOURS', message: expect.stringContaining('9:5-12:00') }),
    );
    expect(() => nextOpening(tenToSix, 0.5)).toThrow(expect.objectContaining({ code: 'INVALID_INSTANT', value: 0.5 }));
  });
});
