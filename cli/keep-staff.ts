import { v7 as uuid } from 'uuid';
import { replaceAbsences, type Absence } from '../db/absences.ts';
import type { Db } from '../db/database.ts';
import { followEverybody } from '../db/follow-people.ts';
import { upsertRep, upsertTeam } from '../db/teams.ts';
import type { Clock, Instant } from '../domain/clock.ts';
import { instantAt } from '../domain/local-time.ts';
import { CliError } from './cli-error.ts';
import type { StaffFile } from './staff-file.ts';

/**
 * Saves teams, reps and absences as a file has them, in one transaction, in which work follows people.
 * @returns the ids of the reps
 * @throws CliError
 */
export const keepStaff = (db: Db, clock: Clock, staff: StaffFile): Promise<readonly string[]> =>
  db.transaction().execute(async (trx) => {
    const ids = new Map<string, string>();
    for (const { reps, ...team } of staff) {
      const teamId = await upsertTeam(trx, { id: uuid(), ...team });
      for (const rep of reps) ids.set(rep.email, await upsertRep(trx, { id: uuid(), teamId, ...withoutAbsences(rep) }));
    }
    for (const { reps, calendar } of staff)
      for (const { email, absences } of reps) {
        if (!absences) continue;
        const repId = ids.get(email)!;
        const away = absences.map(({ from, to, cover }): Absence => {
          const coverId = cover === undefined ? undefined : idOf(ids, cover);
          return {
            id: uuid(),
            repId,
            from: begin(calendar.zone, from),
            to: begin(calendar.zone, to),
            ...(coverId && { coverId }),
          };
        });
        await replaceAbsences(trx, repId, away, clock.now());
      }
    await followEverybody(trx, { clock, newId: uuid });
    return [...ids.values()];
  });

const withoutAbsences = ({ absences, ...rep }: StaffFile[number]['reps'][number]) => (absences ? rep : rep);

function idOf(ids: ReadonlyMap<string, string>, email: string): string {
  const id = ids.get(email);
  if (id === undefined) throw new CliError('badArgument', `${email} covers for somebody, and is no rep of the file.`);
  return id;
}

/** The first moment of a date where the team is. */
const begin = (zone: string, date: string): Instant => instantAt(zone, Date.parse(date));
