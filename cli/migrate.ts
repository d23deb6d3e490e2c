import { Command } from 'commander';
import { openDatabase } from '../db/database.ts';
import { countDuplicates } from '../db/leads.ts';
import { makeReady } from '../db/ready.ts';
import { databaseUrl } from './required.ts';

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description(
      'Brings the database of DATABASE_URL to the newest version, as the user of TRELLIS_MIGRATE_URL if that is set. Api and worker do it by themselves when they start, unless TRELLIS_MIGRATE=off.',
    )
    .action(async () => {
      await using db = openDatabase(process.env['TRELLIS_MIGRATE_URL'] || databaseUrl());
      const applied = await makeReady(db, { mayMigrate: true });
      console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
      const duplicates = await countDuplicates(db);
      if (duplicates > 0)
        console.log(
          `${duplicates} leads have the mailbox of another lead, and are not contacted. List them: trellis call leads.duplicates`,
        );
    });
