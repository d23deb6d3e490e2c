import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { holds, type Row } from '../bench/measurement.ts';
import { historyRows } from '../bench/measurements/history.ts';
import { roundTripRows } from '../bench/measurements/round-trips.ts';
import type { JsonRow } from '../bench/report.ts';
import { prepare, type Earth } from '../bench/virtual-world.ts';
import { testDatabase } from '../testing/database.ts';

/** What counts is the same on every machine; what takes time is measured by `npm run bench`, and never tested. */
async function counted(rows: (earth: Earth) => Promise<readonly Row[]>): Promise<Map<string, Row>> {
  await using database = await testDatabase();
  const counts = await rows({ db: database.db, databaseUrl: database.url, ...(await prepare()) });
  return new Map(counts.map((row) => [row.name, row]));
}

test('the histories of leads stay within their budgets, and shorter than those of workflows written by hand', async () => {
  const rows = await counted(historyRows);
  expect([...rows.values()].filter((row) => holds(row) === false)).toEqual([]);
  expect(rows.get('history/one-mail/events')).toMatchObject({ value: 12, baseline: 16 });
  expect(rows.get('history/three-mails/events')).toMatchObject({ value: 19, baseline: 33 });
  for (const [name, row] of rows) if (name.endsWith('/events')) expect(row.value, name).toBeLessThan(row.baseline!);
});

test('a touch is one local activity, and three round trips to Postgres', async () => {
  const rows = await counted(roundTripRows);
  expect([...rows.values()].filter((row) => holds(row) === false)).toEqual([]);
  expect(rows.get('round-trips/touch')).toMatchObject({ value: 3 });
  expect(rows.get('round-trips/three-mails')).toMatchObject({ value: 11 });
});

test('the bench prints its rows as data, for machines to read', async () => {
  const main = fileURLToPath(new URL('../bench/main.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [main, '--only', 'render', '--json']);
  const rows = JSON.parse(stdout) as JsonRow[];
  expect(rows.map(({ name }) => name)).toEqual(['render/per-recipient', 'render/compiled-once']);
  for (const row of rows) {
    expect(Object.keys(row)).toEqual(['name', 'value', 'unit', 'baseline', 'ratio', 'budget']);
    expect(row).toMatchObject({
      value: expect.any(Number),
      unit: 'emails/s',
      baseline: expect.any(Number),
      ratio: expect.any(Number),
    });
  }
  expect(rows[0]?.budget).toBe('≥ 50,000');
});

test('the bench says which measurements there are when it is asked for one that is not there', async () => {
  const main = fileURLToPath(new URL('../bench/main.ts', import.meta.url));
  const asked = promisify(execFile)(process.execPath, [main, '--only', 'nothing']);
  await expect(asked).rejects.toThrow(/Allowed choices are .*round-trips/);
});
