import { repById, type Rep } from '../db/queue.ts';
import type { ApiDeps } from './context.ts';
import { badRequest, notFound } from './refusal.ts';

/** Gives back a rep who can be given something to do. @throws Refusal for one who has left */
export function mustBeActive(rep: Rep): Rep {
  if (rep.active) return rep;
  throw badRequest('repInactive', `${rep.name} has left.`, rep.id, 'Choose a rep who is active.');
}

/** Finds a rep who can be given something to do. @param teamId the team of which they must be @throws Refusal when there is no such rep */
export async function repAtWork({ db }: Pick<ApiDeps, 'db'>, id: string, teamId?: string): Promise<Rep> {
  const rep = await repById(db, id);
  if (!rep || (teamId !== undefined && rep.teamId !== teamId)) throw notFound('rep', id);
  return mustBeActive(rep);
}
