import type { StaffFile } from '../../config/staff-file.ts';
import { absencesOf, staffOf } from '../../db/staff/team-load.ts';
import type { Trx } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { HOUR } from '../../domain/time/duration.ts';

/** The teams of a database with their active reps, as a staff file says them. */
export async function staffOfDatabase(trx: Trx, at: Instant): Promise<StaffFile> {
  const teams = await trx.selectFrom('teams').select(['id', 'slug', 'name', 'calendar', 'slaMode']).orderBy('id').execute();
  const calendars = await trx.selectFrom('reps').select(['id', 'calendar']).execute();
  const reps = (await staffOf(trx)).filter(({ active }) => active);
  const emails = new Map(reps.map(({ id, email }) => [id, email]));
  const ids = reps.map(({ id }) => id);
  const away = Map.groupBy(await absencesOf(trx, ids, at), ({ repId }) => repId);
  return teams.map(({ id, ...team }) => ({
    ...team,
    reps: reps
      .filter(({ teamId }) => teamId === id)
      .map(({ id: repId, email, name, role, weight, capacity, territory }) => ({
        email,
        name,
        role,
        weight,
        capacity,
        territory,
        calendar: calendars.find((one) => one.id === repId)?.calendar,
        absences: (away.get(repId) ?? []).map(({ from, to, cover }) => ({
          from: dateOf(from),
          to: dateOf(to),
          cover: cover && emails.get(cover),
        })),
      })),
  }));
}

/** The date of a local midnight, in any zone. */
const dateOf = (midnight: Instant): string => new Date(midnight + 12 * HOUR).toISOString().slice(0, 10);
