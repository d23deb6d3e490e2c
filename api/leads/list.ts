import { z } from 'zod';
import type { LeadLine } from '../../db/leads/lead-lines.ts';
import { leadSorts, listLeads } from '../../db/leads/list-leads.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { repById } from '../../db/tasks/queue.ts';
import { apiRoles } from '../../domain/people/roles.ts';
import { audienceInput, contextOf, readAudience } from '../audience/read-audience.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { pageInput, pageOf, type Page } from '../procedures/page.ts';
import { repOf } from '../procedures/rights.ts';
import { keysOf } from '../procedures/zod-keys.ts';
import { inIso } from '../procedures/iso.ts';

/** The input of a list of leads. */
export const listInput = z
  .strictObject({
    where: audienceInput.default({ everybody: true }),
    sort: z.enum(keysOf<keyof typeof leadSorts>(leadSorts)).default('newest'),
    ...pageInput,
  })
  .prefault({});

type Deps = Pick<ApiDeps, 'clock' | 'db' | 'policy' | 'settings'>;

/** A lead in a list. */
export type LeadInLine = ReturnType<typeof inLine>;
export const inLine = (lead: LeadLine) => inIso(lead, 'since', 'createdAt');

/**
 * A page of an audience, with the cursor of the next one; for a rep or a manager, of those that their team works.
 * @throws Refusal for an audience with faults
 */
export async function list(
  deps: Deps,
  principal: Principal,
  { where, ...page }: z.output<typeof listInput>,
): Promise<Page<LeadInLine>> {
  const teamId = apiRoles[principal.role].rep ? ((await repById(deps.db, repOf({ principal })))?.teamId ?? '') : undefined;
  const leads = await listLeads(deps.db, contextOf(deps), { audience: await readAudience(deps, where), teamId }, page);
  return pageOf(leads.map(inLine), page, ({ id }) => id);
}
