import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { definitionIn } from '../config/load-app.ts';
import { definePolicy } from '../domain/policy/policy.ts';
import { auditedAct } from '../worker/audited-act.ts';
import { appFolder } from './app.ts';
import { CliError } from './cli-error.ts';
import { saveStaff } from './save-staff.ts';
import { reachReadyDatabase } from './reach-database.ts';
import { readStaff } from '../config/staff-file.ts';
import { staffLines } from './staff-lines.ts';
import { timeOf } from './time-of.ts';

export const staffCommand = (): Command =>
  new Command('staff')
    .description(
      'Adds teams with their reps and absences, or changes those with the same slug or address: a team always has its slug, name, calendar and reps, a rep an email, name and role; any other field stays unchanged if it is omitted, and null deletes a value. Without a file, prints the reps and their ids. See example/staff.json.',
    )
    .argument('[file]', 'JSON')
    .action(async (file: string | undefined) => {
      const staff = file === undefined ? undefined : readStaff(file, await textOf(file));
      await using db = await reachReadyDatabase({ mayMigrate: process.env['TRELLIS_MIGRATE'] !== 'off' });
      if (staff) {
        const { policy = definePolicy() } = await definitionIn(appFolder());
        const ground = { db, policy, ...(await timeOf(db)) };
        const act = { action: 'staff', detail: { teams: staff.length } };
        await auditedAct(
          ground,
          act,
          async () => await saveStaff(ground, staff),
          (reps) => reps,
        );
      }
      for (const line of await staffLines(db)) console.log(line);
    });

const textOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError('badArgument', `the file ${file} can't be read.`, cause);
  });
