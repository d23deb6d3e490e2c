import { createClient } from '../../client/index.ts';
import type { StaffFile } from '../../config/staff-file.ts';
import { createApiKey } from '../../db/system/api-keys.ts';
import type { Db } from '../../db/database.ts';
import { asSaved, readCalendar } from '../../domain/time/written-hours.ts';
import { diceOf } from '../../simulate/dice.ts';
import type { Colleague } from '../../simulate/sales/colleague.ts';
import { PUBLIC_URL, type VirtualWorld } from '../../testing/virtual-world.ts';
import { askWorld } from './ask-world.ts';

/** The reps of the app as modelled people, each with a key to the API. */
export async function colleaguesOf(world: VirtualWorld, db: Db, staff: StaffFile, seed: number): Promise<Colleague[]> {
  const dice = diceOf(seed);
  const people = staff.flatMap((team) => team.reps.map((rep) => ({ team, rep })));
  return await Promise.all(
    people.map(async ({ team, rep }) => {
      const key = rep.email.slice(0, rep.email.indexOf('@'));
      const repId = world.staff.get(key)!.id;
      const own = { role: rep.role === 'manager' ? ('manager' as const) : ('rep' as const), principal: key, repId };
      const { key: secret } = await createApiKey(db, { ...own, at: world.clock.now(), livesFor: Infinity });
      return {
        key,
        repId,
        team: team.slug,
        role: rep.role,
        pace: dice.pick(['prompt', 'steady'], 'pace', key),
        calendar: readCalendar({ ...asSaved(team.calendar), ...rep.calendar })!,
        client: createClient(PUBLIC_URL, secret, askWorld(world)),
      };
    }),
  );
}
