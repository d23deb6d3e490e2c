import { brakesOf } from '../../db/campaigns/brakes.ts';
import { releaseBrake, setBrake } from '../../services/campaigns/brakes.ts';
import type { Asker } from '../tasks/team.ts';
import type { Braked } from './brake.ts';
import { Refusal } from '../procedures/refusal.ts';

/** Stops all sending to leads. Idempotent. */
export async function stopEverything({ db, clock, newId, principal }: Asker, because: string): Promise<Omit<Braked, 'leads'>> {
  const at = clock.now();
  await db.transaction().execute(async (trx) => {
    if ((await brakesOf(trx, {}, at)).length === 0)
      await setBrake(trx, { id: newId(), kind: 'everything', because, by: principal.name, at });
  });
  return {
    next:
      'No email, text or confirmation email goes to a lead until somebody starts sending again. Waits and tasks continue, and so do alerts to ' +
      'reps. A message that an email server has begun to take still arrives.',
    undo: 'ops.startAgain',
  };
}

/** Lets sending go on. @throws Refusal if it was not stopped */
export async function startAgain({ db, clock, principal }: Asker): Promise<Omit<Braked, 'leads'>> {
  const at = clock.now();
  const change = { kinds: ['everything'] as const, at, by: principal.name };
  const released = await db.transaction().execute(async (trx) => await releaseBrake(trx, {}, change));
  if (released === 0)
    throw new Refusal('CONFLICT', 'Sending is not stopped.', { code: 'noBrake', todo: 'See what else is wrong (ops.health).' });
  return {
    next: 'Everything that became due in the meantime goes out now, within the hours, caps and rates. Nothing goes out twice.',
    undo: 'ops.stopEverything',
  };
}
