import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { standardPersonas } from '../../domain/people/persona.ts';
import { Chunk } from '../../api/import/chunk.ts';
import { planReading } from '../../api/import/read-order.ts';
import { fileSource, textSource } from '../../api/import/source.ts';
import { tableOf, tableOfObjects, type Table } from '../../api/import/table.ts';
import { temporaryFolder } from '../stack/folder.ts';
import { slowness } from './core-speed.ts';
import { standardConsent } from '../../domain/contact/consent-policy.ts';

const MB = 1024 * 1024;
/** Milliseconds of a usual core that others wait for their turn. */
const MOST = 150;

/** The longest time of this thread's own between two turns of its loop while something is done: a busy machine does not count. */
async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let isDone = false;
  const working = work().finally(() => (isDone = true));
  let longest = 0;
  while (!isDone) {
    const before = process.threadCpuUsage();
    await nextTurn();
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, (user + system) / 1_000);
  }
  await working.catch(() => {}); // that a file is refused is an answer, too
  return longest / slowness();
}

async function read(table: Table): Promise<void> {
  const plan = await planReading(table, {});
  const defaults = {
    source: 'x',
    consentBasis: 'none',
    consent: standardConsent,
    personas: standardPersonas,
    at: 0,
    zone: 'UTC',
    dates: plan.dates,
  } as const;
  let chunk = new Chunk(table.columns, plan.places, defaults);
  for await (const rows of table.rows()) {
    for (const row of rows) chunk.add(row);
    chunk = new Chunk(table.columns, plan.places, defaults);
  }
}

/** After a header and a lead. */
const filledWith = (piece: string, bytes: number): string => 'email,name\na@b.example,Ann\n' + piece.repeat(bytes / piece.length);

const endless = {
  'quotation marks': '"',
  'doubled quotation marks': '"a""a',
  'open cells': '"a,',
  'one line': 'a',
  delimiters: ',',
  'line feeds': '\n',
  'carriage returns': '\r',
  'something that is no table': '[{"a":',
};

test.each(Object.entries(endless))('8 MB of %s make nobody wait', { timeout: 120_000 }, async (_, piece) => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'file');
  await writeFile(path, filledWith(piece, 8 * MB));
  expect(await longestTurn(async () => await read(await tableOf(await fileSource(path))))).toBeLessThan(MOST);
});

test.each([
  ['UTF-16', 'utf-16', 'é,"ü"\n'],
  ['UTF-16 with quotation marks', 'utf-16', '"'],
  ['rows that end in carriage returns', 'utf-8', 'a,b\r'],
  ['an old encoding', 'latin1', 'é,ü\n'],
  ['an old encoding in one line', 'latin1', 'é'],
])('1 MB of %s make nobody wait', { timeout: 120_000 }, async (_, encoding, piece) => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'file');
  await writeFile(path, iconv.encode(filledWith(piece, MB), encoding, { addBOM: true }));
  expect(await longestTurn(async () => await read(await tableOf(await fileSource(path))))).toBeLessThan(MOST);
});

test('leads in a call do not delay other requests, as text or as objects', { timeout: 120_000 }, async () => {
  const csv = filledWith('a@b.example,Ann\n', MB / 2);
  expect(await longestTurn(async () => await read(await tableOf(textSource(csv))))).toBeLessThan(MOST);
  const objects = Array.from({ length: 20_000 }, (_, n) => ({ email: `a${n}@b.example`, name: 'Ann' }));
  expect(await longestTurn(async () => await read(tableOfObjects(objects)))).toBeLessThan(MOST);
});
