import { personById } from '../../db/people/people.ts';
import type { Db } from '../../db/database.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { repById } from '../../db/tasks/queue.ts';

/** Who calls: a person who has signed in, or the holder of a key. */
export async function whoIs(db: Db, { id, name, role, repId, sessionId }: Principal) {
  const person = sessionId === undefined ? undefined : await personById(db, id);
  const rep = repId === undefined ? undefined : await repById(db, repId);
  return { name, role, repId, teamId: rep?.teamId, email: person?.email, sessionId };
}
