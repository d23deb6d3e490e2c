import { createTRPCClient, unstable_localLink } from '@trpc/client';
import { appRouter, contextOf, type AppRouter } from '../../api/router.ts';
import { reportingSheet } from '../../api/tasks/sheet/sheet.ts';
import type { Client } from '../../client/index.ts';
import type { StaffFile } from '../../config/staff-file.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { upsertAbsence } from '../../db/staff/absences.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { instantAt } from '../../domain/time/local-time.ts';
import type { Span } from '../../domain/time/span.ts';
import type { Db } from '../../db/database.ts';
import { asSaved, readCalendar } from '../../domain/time/written-hours.ts';
import { diceOf } from '../../simulate/dice.ts';
import type { Colleague } from '../../simulate/sales/colleague.ts';
import type { VirtualWorld } from '../../testing/virtual-world.ts';

/** The reps of the app as modelled people, each with a client of the API. */
export async function colleaguesOf(world: VirtualWorld, db: Db, staff: StaffFile, seed: number): Promise<Colleague[]> {
  const dice = diceOf(seed);
  const people = staff.flatMap((team) => team.reps.map((rep) => ({ team, rep })));
  return await Promise.all(
    people.map(async ({ team, rep }) => {
      const key = keyOf(rep.email);
      const repId = world.staff.get(key)!.id;
      const role = rep.role === 'manager' ? 'manager' : 'rep';
      return {
        key,
        repId,
        team: team.slug,
        role: rep.role,
        pace: dice.pick(['prompt', 'steady'], 'pace', key),
        absences: await absencesOf(world, db, repId, { ...rep, zone: rep.calendar?.zone ?? team.calendar.zone }),
        calendar: readCalendar({ ...asSaved(team.calendar), ...rep.calendar })!,
        client: clientAs(world, { id: key, name: key, role, repId }),
        sheetOf: async (taskId: string) => await reportingSheet(world.deps, taskId),
      };
    }),
  );
}

/** Calls the procedures in this process: without HTTP, and without looking up a key each time. */
const clientAs = ({ deps }: VirtualWorld, principal: Principal): Client =>
  createTRPCClient<AppRouter>({
    links: [unstable_localLink({ router: appRouter, createContext: () => Promise.resolve(contextOf({ ...deps, principal })) })],
  });

type WrittenRep = StaffFile[number]['reps'][number];

/** Saves the absences of a rep, and says when they are. */
async function absencesOf(
  { newId, staff }: VirtualWorld,
  db: Db,
  repId: string,
  { zone, absences = [] }: Pick<WrittenRep, 'absences'> & { readonly zone: string },
): Promise<Span[]> {
  const begin = (date: string): Instant => instantAt(zone, Date.parse(date));
  const away = absences.map(({ from, to, cover }) => ({ from: begin(from), to: begin(to), cover }));
  for (const { from, to, cover } of away)
    await upsertAbsence(db, { id: newId(), repId, from, to, coverId: cover && staff.get(keyOf(cover))?.id });
  return away;
}

const keyOf = (email: string): string => email.slice(0, email.indexOf('@'));
