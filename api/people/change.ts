import {
  changePerson,
  invitePerson,
  listPeople,
  personByAddress,
  personById,
  removePerson,
  type Invitation,
} from '../../db/people/people.ts';
import type { Person } from '../../db/people/person.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound, Refusal } from '../procedures/refusal.ts';

type Deps = Pick<ApiDeps, 'db' | 'links' | 'log' | 'sendSignIn'>;

/** Lets a person sign in, and sends them an email that says so. @throws Refusal for an address that may sign in already */
export async function invite(deps: Deps, invitation: Invitation) {
  const { db, links } = deps;
  const { name, email } = invitation;
  const personId = await invitePerson(db, invitation);
  if (personId === undefined) throw taken(email);
  const page = `${links.publicUrl}/signin`;
  const told = await tell(deps, invitation, page);
  const next = told ? `${name} gets an email that says so.` : `No email could be sent: tell ${name} to open ${page}.`;
  return { personId, next: `${name} may sign in. ${next}`, undo: 'people.remove' as const };
}

async function tell({ sendSignIn, log }: Deps, { name, email }: Invitation, link: string): Promise<boolean> {
  const sent = sendSignIn?.({ to: { name, address: email }, link, kind: 'invitation' });
  const outcome = await sent?.catch((error: unknown) => {
    log.error({ error: bareError(error) }, 'An invitation was not sent.');
    return undefined;
  });
  return outcome?.state === 'accepted';
}

/** Changes a person who was invited. @throws Refusal for a rep, and if nobody would be left who may do everything */
export async function change({ db }: Pick<Deps, 'db'>, personId: string, given: Partial<Invitation>) {
  const before = await invited(db, personId);
  const other = given.email === undefined ? undefined : await personByAddress(db, given.email);
  if (other && other.id !== personId) throw taken(other.email);
  if (given.role !== undefined && given.role !== 'admin') await mustLeaveAnAdministrator(db, before);
  await changePerson(db, personId, given);
  const endsSessions = given.role !== undefined || given.email !== undefined;
  return {
    personId,
    before: { name: before.name, email: before.email, role: before.role },
    next: endsSessions ? signsInAgain(before) : 'Nothing else changes.',
  };
}

const signsInAgain = ({ name }: Person): string => `The sessions of ${name} have ended; they must sign in again.`;

/** Ends the access of a person who was invited. @throws Refusal for a rep, and if nobody would be left who may do everything */
export async function remove({ db }: Pick<Deps, 'db'>, personId: string) {
  const person = await invited(db, personId);
  await mustLeaveAnAdministrator(db, person);
  await removePerson(db, personId);
  return { removed: true, next: `${person.name} can’t sign in any more.`, undo: 'people.invite' as const };
}

async function invited(db: Deps['db'], personId: string): Promise<Person> {
  const person = await personById(db, personId);
  if (!person) throw notFound('person', personId);
  if (!person.repId) return person;
  throw new Refusal('CONFLICT', `${person.name} is a rep.`, {
    code: 'isRep',
    value: personId,
    todo: 'Change reps in the staff file (trellis staff). To end the access of a rep, mark them as left (team.leave).',
  });
}

async function mustLeaveAnAdministrator(db: Deps['db'], { id, role }: Person): Promise<void> {
  if (role !== 'admin' || (await listPeople(db)).some((other) => other.role === 'admin' && other.id !== id)) return;
  throw new Refusal('CONFLICT', 'This is the last administrator.', {
    code: 'lastAdministrator',
    todo: 'Invite another one first.',
  });
}

const taken = (email: string): Refusal =>
  new Refusal('CONFLICT', `${email} can already sign in.`, {
    code: 'addressTaken',
    field: 'email',
    todo: 'See who can (people.list).',
  });
