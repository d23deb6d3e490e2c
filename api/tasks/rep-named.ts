import { repsNamed } from '../../db/tasks/list-tasks.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest, notFound } from '../procedures/refusal.ts';

/** The rep whom a text names: by an id, an address or a name. @throws Refusal if there is none, or several have the name */
export async function repNamed(
  { db }: Pick<ApiDeps, 'db'>,
  text: string,
): Promise<{ id: string; name: string; active: boolean }> {
  const [rep, ...others] = await repsNamed(db, text);
  if (!rep) throw notFound('rep', text);
  if (others.length === 0) return rep;
  throw badRequest('repUnclear', `Several reps are called ${rep.name}.`, text, 'Use an address, or an id (team.list).');
}
