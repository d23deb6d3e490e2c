import type { Instant } from '../../domain/time/clock.ts';
import { leadsInPrograms } from '../../db/campaigns/braked-leads.ts';
import type { Trx } from '../../db/database.ts';
import { tellLeads } from '../contact/tell-contactability.ts';
import { rescoreChanged } from '../engagements/rescore.ts';
import type { MergeDeps } from './merge-leads.ts';

const PAGE = 500;

/** Rescores the people of some accounts, and tells their programs which channels may be used now. */
export async function tellPeople(
  trx: Trx,
  { policy, newId, at }: MergeDeps & { readonly at: Instant },
  accounts: readonly string[],
  news: { readonly because: string; readonly lifted?: true },
): Promise<void> {
  await rescoreChanged(trx, { accounts }, { policy, at, newId });
  for (const accountId of accounts)
    for (let after: string | null = null; ;) {
      const page = await leadsInPrograms(trx, { accountId }, { after, limit: PAGE });
      const ids: readonly string[] = page.map(({ id }) => id);
      if (ids.length > 0) await tellLeads(trx, policy, newId, ids, { at, ...news });
      if (ids.length < PAGE) break;
      after = ids.at(-1)!;
    }
}
