import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { ImportedFile, ImportFileOrder } from '../import-file.ts';
import { writeLeadsFile } from '../leads-file.ts';
import { atLeast, atMost, type Measurement } from '../measurement.ts';

const ROWS = 100_000;
const MANY = 1_000_000;
const MB = 1024 ** 2;

export const importing: Measurement = {
  name: 'import',
  about: `leads per second from a file of ${ROWS.toLocaleString('en')}, with accounts, consent and rejects, and the memory of the import`,
  async run(ground) {
    const dir = await mkdtemp(join(tmpdir(), 'trellis-bench-file-'));
    try {
      const { db, databaseUrl } = await ground.earth();
      const [path, large] = [join(dir, 'leads.csv'), join(dir, 'many.csv')];
      await writeLeadsFile(path, ROWS);
      const copied = ROWS / (await secondsToCopy(db, dir, path));
      const imported = await importFile({ path, databaseUrl });
      await writeLeadsFile(large, MANY);
      const many = await importFile({ path: large, databaseUrl: (await ground.earth()).databaseUrl });
      return [
        {
          name: 'import/leads',
          value: ROWS / imported.seconds,
          unit: 'leads/s',
          baseline: copied,
          beside: 'COPY of the rows into one table',
          budget: atLeast(20_000),
        },
        { name: 'import/memory', value: imported.grewBy / MB, unit: 'MB', budget: atMost(300) },
        { name: 'import/leads-of-a-million', value: MANY / many.seconds, unit: 'leads/s' },
        {
          name: 'import/memory-of-a-million',
          value: many.grewBy / MB,
          unit: 'MB',
          baseline: imported.grewBy / MB,
          beside: `${ROWS.toLocaleString('en')} rows`,
          budget: atMost(300),
        },
      ];
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  },
};

/** Times Postgres' own COPY of the file into a table of texts with the one index that leads need. */
async function secondsToCopy(db: Db, dir: string, path: string): Promise<number> {
  await Promise.all([chmod(dir, 0o755), chmod(path, 0o644)]);
  const columns = Array.from({ length: 12 }, (_, n) => `c${n + 1} text`).join(', ');
  await sql.raw(`create table bare (${columns}); create index on bare (c1)`).execute(db);
  const began = performance.now();
  await sql.raw(`copy bare from '${path}' with (format csv, header)`).execute(db);
  return (performance.now() - began) / 1_000;
}

async function importFile(order: ImportFileOrder): Promise<ImportedFile> {
  const child = fork(fileURLToPath(new URL('../import-file.ts', import.meta.url)), [JSON.stringify(order)], {
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the import process ended with ${String(code)}`);
  });
  failed.catch(() => {}); // it is rejected at the end of every process
  const [imported] = (await Promise.race([once(child, 'message'), failed])) as [ImportedFile];
  await failed.catch(() => {}); // it has ended, as it should
  return imported;
}
