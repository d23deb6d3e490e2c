import { expect, expectTypeOf, test } from 'vitest';
import { after, before, type Moment, type Written } from '../../domain/time/moment.ts';
import type { Lead } from '../../workflows/lead.ts';
import { rest } from '../../workflows/next.ts';

test('the compiler refuses seconds where a program writes an instant', () => {
  const refused = async (lead: Lead) => {
    // @ts-expect-error these are seconds
    await lead.until(1_800_000_000);
    // @ts-expect-error these are seconds
    await lead.waitFor({ replied: true }, { until: 1_800_000_000 });
    // @ts-expect-error these are seconds
    rest(1_800_000_000, 'connect');
    // @ts-expect-error these are seconds
    before(1_800_000_000, '3 days');
    // @ts-expect-error these are seconds
    after(1_800_000_000, '3 days');
  };
  expect(refused).toBeTypeOf('function');
});

test('the compiler accepts every other instant, and still checks the other arguments', () => {
  expectTypeOf<Written<1_800_000_000_000, Moment>>().toEqualTypeOf<Moment>();
  expectTypeOf<Written<946_684_800_000, Moment>>().toEqualTypeOf<Moment>();
  expectTypeOf<Written<number, Moment>>().toEqualTypeOf<Moment>();
  expectTypeOf<Written<Moment, Moment>>().toEqualTypeOf<Moment>();
  const taken = async (lead: Lead, moment: Moment) => {
    await lead.until(Date.UTC(2027, 4, 20, 14));
    await lead.until(moment);
    await lead.until({ day: 14, or: ['attended'] });
    await lead.waitFor({ replied: true }, { until: after(moment, '1 day') });
    // @ts-expect-error misspelt
    await lead.until({ day: 14, ro: ['attended'] });
    // @ts-expect-error misspelt
    await lead.waitFor({ replied: true }, { within: '3 dayz' });
    // @ts-expect-error misspelt
    return rest('3 dayz', 'connect');
  };
  expect(taken).toBeTypeOf('function');
});

test('seconds that the compiler does not see are refused at the verb, and the error says what was meant', () => {
  const seconds = Date.UTC(2027, 0, 15, 8) / 1000;
  const refused = 'expected milliseconds since 1970, such as 1800000000000, got 1800000000';
  expect(() => before(seconds, '3 days')).toThrow(refused);
  expect(() => after(seconds, '3 days')).toThrow(refused);
  expect(() => rest(seconds, 'connect')).toThrow(refused);
  expect(() => rest({ at: () => seconds }, 'connect')).toThrow(refused);
  expect(() => rest(Number.NaN, 'connect')).toThrow('expected milliseconds since 1970, in the years 2000 to 2199, got null');
});
