import { openDatabase } from '../db/database.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { createDatabase } from '../dev/postgres/database.ts';
import { TEMPLATE } from './template.ts';

/** Creates the migrated database that tests copy. @returns its URL */
export async function createTemplate(adminUrl: string): Promise<string> {
  const url = await createDatabase(adminUrl, TEMPLATE);
  const db = openDatabase(url);
  await migrateToLatest(db);
  await db.destroy();
  return url;
}
