import { namesOf } from '../../db/campaigns/members.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound } from '../procedures/refusal.ts';

interface Order {
  readonly buildId: string;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of the leads that run on a build of the workers' code. @throws Refusal for a build that Temporal does not know; EngineUnavailable */
export async function leadsOnBuild({ db, engine }: Pick<ApiDeps, 'db' | 'engine'>, { buildId, ...page }: Order) {
  if (!(await engine.builds()).some((build) => build.buildId === buildId)) throw notFound('build', buildId);
  const { items, next } = await engine.leadsOnBuild(buildId, page);
  const names = await namesOf(
    db,
    items.map(({ leadId }) => leadId),
  );
  // A lead that was erased a moment ago may still end its program.
  return { items: items.flatMap((item) => (names.has(item.leadId) ? [{ ...item, ...names.get(item.leadId)! }] : [])), next };
}
