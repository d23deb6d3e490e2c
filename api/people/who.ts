import { personById } from '../../db/people/people.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { repById } from '../../db/tasks/queue.ts';
import { apiRoles } from '../../domain/people/roles.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from '../procedures/iso.ts';

/** Who calls: a person who has signed in, or the holder of a key. */
export async function whoIs({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>, { id, name, role, repId, sessionId }: Principal) {
  const person = sessionId === undefined ? undefined : await personById(db, id);
  const rep = repId === undefined ? undefined : await repById(db, repId);
  return {
    name: rep?.name ?? name,
    role,
    roleLabel: apiRoles[role].label,
    repId,
    teamId: rep?.teamId,
    email: person?.email,
    sessionId,
    /** What the platform's clock shows: in a rehearsal it runs fast. */
    clock: { now: iso(clock.now()), speed: clock.spec.speed },
  };
}
