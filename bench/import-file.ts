import { v7 } from 'uuid';
import { importLeads } from '../api/import/import-leads.ts';
import { fileSource } from '../api/import/source.ts';
import { tableOf } from '../api/import/table.ts';
import { openDatabase } from '../db/database.ts';
import { definePolicy } from '../domain/policy/policy.ts';
import { settledHeap } from './heap.ts';
import { STANDARD_ZONE } from '../domain/time/zone.ts';

/** The order to a separate process that imports a file, so that its memory is that of the import. */
export interface ImportFileOrder {
  readonly path: string;
  readonly databaseUrl: string;
}

export interface ImportedFile {
  readonly seconds: number;
  readonly rows: number;
  /** The largest growth of the process, in bytes. */
  readonly grewBy: number;
}

const EVERY_MS = 20;

if (process.send) {
  const { path, databaseUrl } = JSON.parse(process.argv[2] ?? '') as ImportFileOrder;
  const db = openDatabase(databaseUrl);
  const clock = { spec: { origin: 0, realOrigin: 0, speed: 1 }, now: () => Date.parse('2026-03-10') };
  const settings = { programs: {}, forms: {}, content: {}, defaultZone: STANDARD_ZONE };
  await settledHeap();
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => void (peak = Math.max(peak, process.memoryUsage.rss())), EVERY_MS);
  const began = performance.now();
  const table = await tableOf(await fileSource(path));
  const { rows } = await importLeads(
    { db, clock, policy: definePolicy(), newId: () => v7(), settings },
    { table, source: 'bench', consentBasis: 'optIn', consents: 'restrict', importedBy: 'bench' },
  );
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(timer);
  process.send({ seconds, rows, grewBy: peak - before } satisfies ImportedFile);
  await db.destroy();
}
