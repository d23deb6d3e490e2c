import { peopleIn } from '../../db/reports/count.ts';
import { inLine } from '../leads/list.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { pageOf } from '../procedures/page.ts';
import { readPeopleKey } from './people-key.ts';

/** A page of the leads behind a number. */
export async function people(
  deps: Pick<ApiDeps, 'db' | 'clock' | 'policy' | 'settings'>,
  { of, after, limit }: { readonly of: string; readonly after?: string | undefined; readonly limit: number },
) {
  const { name, scope } = readPeopleKey(deps, of);
  const leads = await peopleIn(deps.db, name, scope, { after, limit });
  return pageOf(leads.map(inLine), { limit }, ({ id }) => id);
}
