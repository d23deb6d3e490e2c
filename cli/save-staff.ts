import { replaceAbsences, type Absence } from '../db/staff/absences.ts';
import type { Db, Trx } from '../db/database.ts';
import { followAllTeams, type FollowDeps } from '../services/staff/follow-people.ts';
import { repByAddress } from '../db/staff/reps.ts';
import { upsertRep, upsertTeam } from '../db/staff/teams.ts';
import type { Instant } from '../domain/time/clock.ts';
import { instantAt } from '../domain/time/local-time.ts';
import { CliError } from './cli-error.ts';
import type { StaffFile } from '../config/staff-file.ts';

interface Ground extends FollowDeps {
  readonly db: Db;
}

/**
 * Saves the teams, reps and absences of a file, and reassigns work accordingly, in one transaction.
 * @returns the ids of the reps
 * @throws CliError
 */
export const saveStaff = ({ db, clock, policy, newId }: Ground, staff: StaffFile): Promise<readonly string[]> =>
  db.transaction().execute(async (trx) => {
    const ids = new Map<string, string>();
    for (const { reps, ...team } of staff) {
      const teamId = await upsertTeam(trx, { id: newId(), ...team });
      for (const rep of reps) ids.set(rep.email, await upsertRep(trx, { id: newId(), teamId, ...withoutAbsences(rep) }));
    }
    for (const team of staff)
      for (const rep of team.reps) {
        if (!rep.absences) continue;
        const repId = ids.get(rep.email)!;
        const zone = rep.calendar?.zone ?? team.calendar.zone;
        await replaceAbsences(
          trx,
          repId,
          await absencesAhead(trx, { repId, zone, absences: rep.absences, newId }, clock.now()),
          clock.now(),
        );
      }
    await followAllTeams(trx, { clock, policy, newId });
    return [...ids.values()];
  });

const withoutAbsences = ({ absences, ...rep }: StaffFile[number]['reps'][number]) => (absences ? rep : rep);

type WrittenAbsences = NonNullable<StaffFile[number]['reps'][number]['absences']>;

/** The absences of a rep that have not ended; ended absences stay as saved. */
async function absencesAhead(
  trx: Trx,
  {
    repId,
    zone,
    absences,
    newId,
  }: Pick<Ground, 'newId'> & { readonly repId: string; readonly zone: string; readonly absences: WrittenAbsences },
  now: Instant,
): Promise<Absence[]> {
  const ahead: Absence[] = [];
  for (const { from, to, cover } of absences) {
    const days = { from: begin(zone, from), to: begin(zone, to) };
    if (days.to <= now) continue;
    const coverId = cover === undefined ? undefined : await coverOf(trx, repId, cover);
    ahead.push({ id: newId(), repId, ...days, coverId });
  }
  return ahead;
}

/** The cover may be in this file, or a rep from an earlier file. @throws CliError */
async function coverOf(trx: Trx, repId: string, email: string): Promise<string> {
  const cover = await repByAddress(trx, email);
  if (!cover) throw new CliError('badArgument', `${email} covers for a rep, but is not a rep.`);
  if (cover.id === repId) throw new CliError('badArgument', `${email} can't cover for themselves.`);
  if (!cover.active) throw new CliError('badArgument', `${email} covers for a rep, but has left.`);
  return cover.id;
}

/** The first instant of a date in the rep's time zone. */
const begin = (zone: string, date: string): Instant => instantAt(zone, Date.parse(date));
