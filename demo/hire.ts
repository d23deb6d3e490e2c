import { createClient } from '../client/index.ts';
import type { Colleague } from '../simulate/sales/colleague.ts';
import { seedStaff } from './people/seed-staff.ts';
import type { World } from './world.ts';

/** Sets up the teams of the example. @returns their people, each with a client of the API */
export async function hire({
  app,
  platform,
  clock,
  ask,
}: Pick<World, 'app' | 'platform' | 'clock' | 'ask'>): Promise<Colleague[]> {
  const staff = await seedStaff(platform.db, clock, app.policy);
  const keyOf = async ({ key, role, repId }: (typeof staff)[number]) =>
    await platform.createKey(role === 'manager' ? 'manager' : 'rep', key, repId);
  return await Promise.all(
    staff.map(async (member) => ({ ...member, client: createClient(platform.apiUrl, await keyOf(member), { ask }) })),
  );
}
