import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stickyFraction } from '../../domain/text/hash.ts';

test('a text always has the same place, from 0 to below 1', () => {
  // Computed by another implementation (FNV-1a over UTF-16LE, then fmix32): a changed hash would move leads to other arms.
  expect(stickyFraction('lead-1') * 2 ** 32).toBe(3395054349);
  expect(stickyFraction('ü漢') * 2 ** 32).toBe(2260054467);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(stickyFraction(text)).toSatisfy((place: number) => place >= 0 && place < 1);
    }),
  );
});

test('texts that differ in a digit or in the high byte of a letter are spread evenly', () => {
  for (const text of [(n: number) => `lead-${n}`, (n: number) => `${n}/welcome`, (n: number) => String.fromCharCode(n)]) {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 10_000; n++) {
      const tenth = Math.floor(stickyFraction(text(n)) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(count).toSatisfy((size: number) => size > 880 && size < 1_120);
  }
});

test('the arms of two experiments are independent of each other', () => {
  let same = 0;
  for (let n = 0; n < 10_000; n++) if (stickyFraction(`subject/${n}`) < 0.5 === stickyFraction(`sender/${n}`) < 0.5) same++;
  expect(same).toSatisfy((count: number) => count > 4_800 && count < 5_200);
});
