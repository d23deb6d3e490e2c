import { repById, type RepRow } from '../../db/tasks/queue.ts';
import { absencesOf } from '../../db/staff/team-load.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest, notFound } from '../procedures/refusal.ts';

/** Returns a rep who can be given work. @throws Refusal for one who has left */
export function mustBeActive<R extends Pick<RepRow, 'id' | 'name' | 'active'>>(rep: R): R {
  if (rep.active) return rep;
  throw badRequest('repInactive', `${rep.name} has left.`, rep.id, 'Choose an active rep.');
}

/** Finds an active rep. @param teamId the rep's team, if it matters @throws Refusal if there is no such rep */
export async function activeRep({ db }: Pick<ApiDeps, 'db'>, id: string, teamId?: string): Promise<RepRow> {
  const rep = await repById(db, id);
  if (!rep || (teamId !== undefined && rep.teamId !== teamId)) throw notFound('rep', id);
  return mustBeActive(rep);
}

/**
 * Finds a rep of a team who can take a task now: a task given to an absent rep would be reassigned at once.
 * @throws Refusal for one who is in another team, has left or is away
 */
export async function availableRep(deps: Pick<ApiDeps, 'db' | 'clock'>, id: string, teamId: string): Promise<RepRow> {
  const rep = await activeRep(deps, id, teamId);
  const now = deps.clock.now();
  const away = (await absencesOf(deps.db, [id], now)).filter(({ from }) => from <= now);
  if (away.length === 0) return rep;
  const back = new Date(Math.max(...away.map(({ to }) => to))).toISOString().slice(0, 10);
  const todo = 'Choose a rep who is available, or let the manager end the absence (team.back).';
  throw badRequest('repAway', `${rep.name} is away until ${back}.`, id, todo);
}
