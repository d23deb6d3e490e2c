import { Command } from 'commander';
import { countDuplicates } from '../db/leads/leads.ts';
import { makeReady } from '../db/ready.ts';
import { reachDatabase } from './reach-database.ts';

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description(
      'Migrates the database at DATABASE_URL to the newest version, as the user of TRELLIS_MIGRATE_URL if that is set. API and worker migrate when they start, unless TRELLIS_MIGRATE=off.',
    )
    .action(async () => {
      await using db = await reachDatabase(process.env['TRELLIS_MIGRATE_URL'] ? 'TRELLIS_MIGRATE_URL' : 'DATABASE_URL');
      const applied = await makeReady(db, { mayMigrate: true });
      console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
      const duplicates = await countDuplicates(db);
      if (duplicates > 0)
        console.log(
          `${duplicates} leads share the mailbox of another lead and are not contacted. List them: trellis call leads.duplicates`,
        );
    });
