import { firstLink, signInLink } from '../api/people/sign-in.ts';
import type { ApiRole } from '../db/columns.ts';
import { invitePerson, personByAddress, type Invitation } from '../db/people/people.ts';
import { createApiKey } from '../db/system/api-keys.ts';
import { auditedAct } from './audited-act.ts';
import type { Ground } from './parts/ground.ts';

/** How the operator of an installation lets people and systems in. */
export interface Access {
  /** Creates an API key; the only time that it is shown. */
  createKey(role: ApiRole, principal: string, repId?: string): Promise<string>;
  /** A link to the console that signs a person in, once and within a day; invites them if they are unknown. */
  signInLink(person: Invitation): Promise<string>;
  /**
   * A link that makes the person who opens it the first administrator; undefined if there is one, or if it was requested within a
   * day.
   */
  firstLink(): Promise<string | undefined>;
}

export function grantAccess(ground: Pick<Ground, 'db' | 'clock' | 'newId' | 'settings'>): Access {
  const { db, clock, settings } = ground;
  const printing = { db, publicUrl: settings.activities.publicUrl };
  return {
    createKey: async (role, principal, repId) => {
      const order = { role, principal, repId, at: clock.now() };
      const act = { action: 'keys.create', detail: { role } };
      const create = async () => await createApiKey(db, order);
      const { key } = await auditedAct(ground, act, create, ({ id }) => [id]);
      return key;
    },
    signInLink: async (person) => {
      const known = await personByAddress(db, person.email);
      return await signInLink(printing, known?.id ?? (await invitePerson(db, person))!);
    },
    firstLink: async () => await firstLink(printing),
  };
}
