import { repById } from '../db/queue.ts';
import { absencesOf } from '../db/team-load.ts';
import type { ApiDeps } from './context.ts';
import { badRequest, notFound } from './refusal.ts';

/** A rep of a team who takes a task has to be there: else the task would go on to somebody else at once. @throws Refusal */
export async function mustBeThere({ db, clock }: ApiDeps, repId: string, teamId: string): Promise<void> {
  const rep = await repById(db, repId);
  if (!rep || rep.teamId !== teamId) throw notFound('rep', repId);
  if (!rep.active) throw badRequest('repInactive', `${rep.name} has left.`, repId, 'Choose a rep who is active.');
  const now = clock.now();
  const away = (await absencesOf(db, [repId], now)).filter(({ from }) => from <= now);
  if (away.length === 0) return;
  const back = new Date(Math.max(...away.map(({ to }) => to))).toISOString().slice(0, 10);
  const todo = 'Choose a rep who is there, or let the manager say that they are back (team.back).';
  throw badRequest('repAway', `${rep.name} is away until ${back}.`, repId, todo);
}
