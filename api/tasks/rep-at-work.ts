import { repById, type Rep } from '../../db/tasks/queue.ts';
import { absencesOf } from '../../db/staff/team-load.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest, notFound } from '../procedures/refusal.ts';

/** Gives back a rep who can be given something to do. @throws Refusal for one who has left */
export function mustBeActive(rep: Rep): Rep {
  if (rep.active) return rep;
  throw badRequest('repInactive', `${rep.name} has left.`, rep.id, 'Choose a rep who is active.');
}

/** Finds a rep who is at work. @param teamId the rep's team, where it matters @throws Refusal when there is no such rep */
export async function repAtWork({ db }: Pick<ApiDeps, 'db'>, id: string, teamId?: string): Promise<Rep> {
  const rep = await repById(db, id);
  if (!rep || (teamId !== undefined && rep.teamId !== teamId)) throw notFound('rep', id);
  return mustBeActive(rep);
}

/**
 * Finds a rep of a team who can take a task now: one who is away would lose it to somebody else at once.
 * @throws Refusal for one who is of another team, has left or is away
 */
export async function repThere(deps: Pick<ApiDeps, 'db' | 'clock'>, id: string, teamId: string): Promise<Rep> {
  const rep = await repAtWork(deps, id, teamId);
  const now = deps.clock.now();
  const away = (await absencesOf(deps.db, [id], now)).filter(({ from }) => from <= now);
  if (away.length === 0) return rep;
  const back = new Date(Math.max(...away.map(({ to }) => to))).toISOString().slice(0, 10);
  const todo = 'Choose a rep who is there, or let the manager say that they are back (team.back).';
  throw badRequest('repAway', `${rep.name} is away until ${back}.`, id, todo);
}
