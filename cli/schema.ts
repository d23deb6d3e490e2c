import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { openDatabase } from '../db/database.ts';
import { generateSchema } from '../db/generate-schema.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { createDatabase } from '../dev/postgres/database.ts';
import { startPostgres } from '../dev/postgres/postgres.ts';
import { writeGenerated } from './generated-files.ts';
import { run } from './run.ts';

/** The command that writes the row types: `npm run schema`. */
const schema = new Command('schema')
  .description('Applies the migrations to a temporary Postgres, and writes db/schema.gen.ts from the result.')
  .option('--check', 'write nothing; fail if the file does not match the migrations')
  .action(async ({ check = false }: { check?: boolean }) => {
    const root = fileURLToPath(new URL('..', import.meta.url));
    const files = new Map([['db/schema.gen.ts', await schemaOfMigrations()]]);
    console.log(await writeGenerated({ root, files, check, command: 'npm run schema' }));
  });

async function schemaOfMigrations(): Promise<string> {
  await using opened = new AsyncDisposableStack();
  const dir = await mkdtemp(join(tmpdir(), 'trellis-schema-'));
  opened.defer(async () => await rm(dir, { recursive: true, force: true }));
  const postgres = opened.use(await startPostgres({ dir, durable: false }));
  const db = opened.use(openDatabase(await createDatabase(postgres.adminUrl, 'schema')));
  await migrateToLatest(db);
  return await generateSchema(db);
}

await run(schema);
