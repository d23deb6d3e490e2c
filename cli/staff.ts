import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { v7 as uuid } from 'uuid';
import { loadClock } from '../db/clock.ts';
import { openDatabase, type Db } from '../db/database.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { upsertRep, upsertTeam } from '../db/teams.ts';
import { auditedAct } from '../worker/audited-act.ts';
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
      const act = { action: 'staff', detail: { teams: staff.length } };
      const kept = await auditedAct(
        { db, clock: await loadClock(db) },
        act,
        () => keepStaff(db, staff),
        (reps) => reps.map(({ id }) => id),
      );
      for (const { line } of kept) console.log(line);
    });

/** @returns a line for each rep, with the id that an API key for them names */
async function keepStaff(db: Db, staff: StaffFile): Promise<{ id: string; line: string }[]> {
  const kept: { id: string; line: string }[] = [];
  for (const { reps, ...team } of staff) {
    const teamId = await upsertTeam(db, { id: uuid(), ...team });
    for (const rep of reps) {
      const id = await upsertRep(db, { id: uuid(), teamId, ...rep });
      kept.push({ id, line: `${id}  ${team.slug}  ${rep.role}  ${rep.name}` });
    }
  }
  return kept;
}
