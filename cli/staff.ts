import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { v7 as uuid } from 'uuid';
import { openDatabase, type Db } from '../db/database.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { upsertRep, upsertTeam } from '../db/teams.ts';
import { CliError } from './cli-error.ts';
import { databaseUrl } from './required.ts';
import { readStaff, type StaffFile } from './staff-file.ts';

export const staffCommand = (): Command =>
  new Command('staff')
    .description('Adds teams and their reps, or changes those with the same slug or address; docs/staff.json is an example.')
    .argument('<file>', 'JSON')
    .action(async (file: string) => {
      const text = await readFile(file, 'utf8').catch((cause: unknown) => {
        throw new CliError('badArgument', `the file ${file} can't be read.`, cause);
      });
      const staff = readStaff(file, text);
      await using db = openDatabase(databaseUrl());
      await migrateToLatest(db);
      for (const line of await keepStaff(db, staff)) console.log(line);
    });

/** @returns a line for each rep, with the id that an API key for them names */
async function keepStaff(db: Db, staff: StaffFile): Promise<string[]> {
  const lines: string[] = [];
  for (const { reps, ...team } of staff) {
    const teamId = await upsertTeam(db, { id: uuid(), ...team });
    for (const rep of reps)
      lines.push(`${await upsertRep(db, { id: uuid(), teamId, ...rep })}  ${team.slug}  ${rep.role}  ${rep.name}`);
  }
  return lines;
}
