import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { DomainError } from '../../domain/text/domain-error.ts';
import {
  DAY,
  HOUR,
  MINUTE,
  WEEK,
  days,
  isCalendarDuration,
  milliseconds,
  working,
  workingAmount,
} from '../../domain/time/duration.ts';
import type { CalendarDuration, WorkingDuration } from '../../domain/time/duration.ts';

function failure(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('calendar durations', () => {
  test.each([
    ['10 days', 10 * DAY],
    ['1 day', DAY],
    ['4 hours', 4 * HOUR],
    ['30 minutes', 30 * MINUTE],
    ['2 weeks', 2 * WEEK],
  ] as const)('%s', (duration, expected) => expect(milliseconds(duration)).toBe(expected));

  test('add up: n days are n times a day, in every unit', () => {
    const units = fc.constantFrom<[string, number]>(['minute', MINUTE], ['hour', HOUR], ['day', DAY], ['week', WEEK]);
    fc.assert(
      fc.property(fc.nat(10_000), units, (count, [unit, length]) => {
        expect(milliseconds(`${count} ${unit}s` as CalendarDuration)).toBe(count * length);
      }),
    );
  });

  test.each(['', '10', 'days', '-1 days', '1.5 days', '10  days', '1e3 days', '4 working hours', '10 days ', '10 fortnights'])(
    'refuses "%s", and says what was expected',
    (text) => {
      const error = failure(() => milliseconds(text as CalendarDuration));
      expect(error).toBeInstanceOf(DomainError);
      expect(error).toMatchObject({ code: 'INVALID_DURATION', value: text, retryable: false });
      expect((error as Error).message).toContain("'10 days'");
      expect(isCalendarDuration(text)).toBe(false);
    },
  );
});

describe('working durations', () => {
  test.each([
    ['4 working hours', 0, 4 * HOUR],
    ['15 working minutes', 0, 15 * MINUTE],
    ['20 working days', 20, 0],
    ['1 working day 10 working hours', 1, 10 * HOUR],
    ['10 working hours 30 working minutes', 0, 10.5 * HOUR],
  ] as const)('%s', (duration, days, open) => {
    expect(workingAmount(duration)).toEqual({ days, milliseconds: open });
  });

  test.each(['4 hours', '4 working weeks', '1 working day 10 hours', '1 working day, 2 working hours', '-4 working hours'])(
    'refuses "%s"',
    (text) => {
      expect(failure(() => workingAmount(text as WorkingDuration))).toMatchObject({ code: 'INVALID_DURATION', value: text });
    },
  );
});

test('calendar and working time cannot be mixed up', () => {
  expectTypeOf<'10 days'>().toExtend<CalendarDuration>();
  expectTypeOf<'10 days'>().not.toExtend<WorkingDuration>();
  expectTypeOf<'4 working hours'>().toExtend<WorkingDuration>();
  expectTypeOf<'4 working hours'>().not.toExtend<CalendarDuration>();
  expectTypeOf<'1 working day 10 working hours'>().toExtend<WorkingDuration>();
  // @ts-expect-error a misspelt unit does not compile
  expect(() => milliseconds('10 dayz')).toThrow('expected a duration');
});

test('the compiler refuses calendar durations that are not whole, or not above zero', () => {
  expectTypeOf<'105 days' | '1 day' | '20 hours' | '9 weeks'>().toExtend<CalendarDuration>();
  expectTypeOf<Extract<'1.5 days' | '-3 days' | '0 days' | '1e3 days' | ' 3 days' | '3 days ', CalendarDuration>>().toBeNever();
  // @ts-expect-error Argument of type '"1.5 days"' is not assignable to parameter of type 'CalendarDuration'
  expect(() => milliseconds('1.5 days')).toThrow('expected a duration');
  // @ts-expect-error it might be any number
  const computed = (count: number): CalendarDuration => `${count} days`;
  expect(computed(1)).toBe('1 days');
});

test('a computed number of days is whole, and above zero', () => {
  expect(milliseconds(days(12))).toBe(12 * DAY);
  for (const count of [0, -3, 1.5, Number.NaN, Infinity])
    expect(() => days(count)).toThrow('expected a whole number of days from 1 on');
});

test('the compiler refuses working durations that are not whole, or negative', () => {
  expectTypeOf<'20 working days' | '0 working minutes' | '1 working day 10 working hours'>().toExtend<WorkingDuration>();
  expectTypeOf<
    Extract<'1.5 working days' | '-3 working days' | '1e3 working days' | ' 3 working days', WorkingDuration>
  >().toBeNever();
  expectTypeOf<'1 working day 1.5 working hours'>().not.toExtend<WorkingDuration>();
  // @ts-expect-error Argument of type '"1.5 working days"' is not assignable to parameter of type 'WorkingDuration'
  expect(() => workingAmount('1.5 working days')).toThrow('expected working time');
});

test('computed working time is whole, and not negative', () => {
  expect(workingAmount(working({ days: 2 }))).toEqual({ days: 2, milliseconds: 0 });
  expect(workingAmount(working({ minutes: 90 }))).toEqual({ days: 0, milliseconds: 90 * MINUTE });
  for (const days of [-3, 1.5, Number.NaN, Infinity])
    expect(() => working({ days })).toThrow('expected a whole number of working days or minutes from 0 on');
});
