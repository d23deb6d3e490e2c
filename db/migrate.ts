import { Migrator, type Migration } from 'kysely/migration';
import type { Db } from './database.ts';
import * as first from './migrations/0001-first.ts';
import * as words from './migrations/0002-words.ts';
import * as abandonedLines from './migrations/0003-abandoned-lines.ts';
import * as addresses from './migrations/0004-addresses.ts';
import * as givenValues from './migrations/0005-given-values.ts';
import * as imports from './migrations/0006-imports.ts';
import * as incomingMails from './migrations/0007-incoming-mails.ts';
import * as replies from './migrations/0008-replies.ts';
import * as pictures from './migrations/0009-pictures.ts';
import * as sendingTrouble from './migrations/0010-sending-trouble.ts';
import * as refusals from './migrations/0011-refusals.ts';
import * as confirmations from './migrations/0012-confirmations.ts';
import * as keys from './migrations/0019-keys.ts';

/** In the order in which they are applied. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
  '0002-words': words,
  '0003-abandoned-lines': abandonedLines,
  '0004-addresses': addresses,
  '0005-given-values': givenValues,
  '0006-imports': imports,
  '0007-incoming-mails': incomingMails,
  '0008-replies': replies,
  '0009-pictures': pictures,
  '0010-sending-trouble': sendingTrouble,
  '0011-refusals': refusals,
  '0012-confirmations': confirmations,
  '0019-keys': keys,
};

/**
 * Brings the database to the newest version; safe when several processes do it at once.
 * @returns the names of the migrations that were applied now
 * @throws the error of the first migration that failed; that one is rolled back
 */
export async function migrateToLatest(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
