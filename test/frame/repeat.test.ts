import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { expect, test } from 'vitest';
import { repeat } from '../../worker/repeat.ts';

/** A log, and the lines that it got. */
function kept() {
  const lines: object[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line) => void lines.push(JSON.parse(line) as object) });
  return { log, lines };
}

test('work that fails is tried again, and the log has the code of the error without its words', async () => {
  const { log, lines } = kept();
  const stopping = new AbortController();
  let runs = 0;
  const run = () => {
    if (++runs === 1) return Promise.reject(Object.assign(new Error('no mailbox ann@example.com'), { code: '57P01' }));
    stopping.abort();
    return Promise.resolve(0);
  };
  await repeat(run, { every: 1, failed: 'A sweep failed', about: { sweep: 'pulse' }, log, signal: stopping.signal });
  expect(runs).toBe(2);
  expect(lines).toEqual([{ level: 40, sweep: 'pulse', error: '57P01', msg: 'A sweep failed; trying again.' }]);
});

test('work continues without a pause as long as there is some, and a pause ends with the signal', async () => {
  const { log } = kept();
  const stopping = new AbortController();
  const found = [40, 12, 0];
  const repeating = repeat(() => Promise.resolve(found.shift() ?? 0), {
    every: 3_600_000,
    failed: 'It failed',
    log,
    signal: stopping.signal,
  });
  await sleep(20);
  expect(found).toEqual([]);
  stopping.abort();
  await repeating;
});
