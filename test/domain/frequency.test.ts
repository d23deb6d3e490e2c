import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, WEEK } from '../../domain/time/duration.ts';
import { nextAllowed as nextAllowedBy } from '../../domain/contact/frequency.ts';
import { standardSending } from '../../domain/contact/sending-policy.ts';

const nextAllowed = (sent: readonly number[], at: number) => nextAllowedBy(standardSending, sent, at);

const day = (n: number): number => n * DAY;

test('the first email may go out at once', () => expect(nextAllowed([], day(3))).toBe(day(3)));

test('an email an hour after another one waits until two days after it', () => {
  expect(nextAllowed([day(1)], day(1) + HOUR)).toBe(day(3));
  expect(nextAllowed([day(1)], day(3))).toBe(day(3));
});

test('a fourth email in a week waits until the first is seven days old', () => {
  expect(nextAllowed([day(0), day(2), day(4)], day(6))).toBe(day(7));
  expect(nextAllowed([day(4), day(0), day(2)], day(6))).toBe(day(7));
  expect(nextAllowed([day(0), day(2), day(4)], day(8))).toBe(day(8));
});

test('however often it is asked, no lead gets more than the cap in seven days, or two emails too close', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 * DAY }), { minLength: 1, maxLength: 30 }), (waits) => {
      const sent: number[] = [];
      for (const wait of waits) sent.push(nextAllowed(sent, (sent.at(-1) ?? 0) + wait));
      sent.forEach((one, n) => {
        if (n > 0) expect(one - (sent[n - 1] ?? 0)).toBeGreaterThanOrEqual(2 * DAY);
        expect(sent.filter((other) => other > one - WEEK && other <= one).length).toBeLessThanOrEqual(
          standardSending.mostPerWeek,
        );
      });
    }),
  );
});

test('a call with the answer gives the answer again', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30 * DAY)), fc.nat(30 * DAY), (sent, at) => {
      const allowed = nextAllowed(sent, at);
      expect(allowed).toBeGreaterThanOrEqual(at);
      expect(nextAllowed(sent, allowed)).toBe(allowed);
    }),
  );
});
