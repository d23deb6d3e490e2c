import { z } from 'zod';
import { accountOf } from '../../db/accounts/account-owner.ts';
import type { LeadLine } from '../../db/leads/lead-lines.ts';
import { leadSorts, listLeads, type LeadFilter } from '../../db/leads/list-leads.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { repById } from '../../db/tasks/queue.ts';
import { enrolmentStates, type EnrolmentState } from '../../domain/lead/enrolment-states.ts';
import { funnelStages, type FunnelStage } from '../../domain/lead/funnel.ts';
import { companyDomainOf } from '../../domain/people/company-domain.ts';
import { countryCode } from '../../domain/people/country.ts';
import { apiRoles } from '../../domain/people/roles.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { idInput } from '../procedures/instant-input.ts';
import { personaNamed } from '../procedures/policy-names.ts';
import { badRequest, notFound } from '../procedures/refusal.ts';
import { repOf } from '../procedures/rights.ts';
import { key, text, whole } from '../procedures/values.ts';
import { keysOf } from '../procedures/zod-keys.ts';

const filter = z
  .strictObject({
    stage: z.enum(keysOf<FunnelStage>(funnelStages)),
    source: text('name'),
    /** A code or a name. */
    country: text('name'),
    persona: key,
    /** An id or a domain. */
    account: text(),
    /** The id of a rep; null for leads without an owner. */
    owner: idInput.nullable(),
    /** Whether emails are held because a consent basis is missing. */
    held: z.boolean(),
    program: key,
    campaignId: idInput,
    track: key,
    state: z.enum(keysOf<EnrolmentState>(enrolmentStates)),
  })
  .partial();

/** The input of a list of leads. */
export const listInput = z
  .strictObject({
    where: filter.default({}),
    sort: z.enum(keysOf<keyof typeof leadSorts>(leadSorts)).default('newest'),
    after: idInput.optional(),
    limit: whole(1, 1_000).default(100),
  })
  .prefault({});

type Deps = Pick<ApiDeps, 'db' | 'policy'>;

/** A page of leads; for a rep or a manager, of those that their team works. @throws Refusal for a filter that names nothing */
export async function list(
  deps: Deps,
  principal: Principal,
  { where, ...page }: z.output<typeof listInput>,
): Promise<LeadLine[]> {
  const teamId = apiRoles[principal.role].rep && ((await repById(deps.db, repOf({ principal })))?.teamId ?? '');
  return await listLeads(deps.db, { ...(await readFilter(deps, where)), ...(teamId && { teamId }) }, page);
}

async function readFilter(deps: Deps, where: z.output<typeof filter>): Promise<LeadFilter> {
  const { country, persona, account, ...others } = where;
  return {
    ...others,
    country: country === undefined ? undefined : countryNamed(country),
    persona: persona === undefined ? undefined : personaNamed(deps, persona),
    account: account === undefined ? undefined : await accountNamed(deps, account),
  };
}

function countryNamed(name: string): string {
  const code = countryCode(name);
  if (code === undefined) throw badRequest('countryUnknown', `No country is called "${name}".`, name, 'Use a code such as NL.');
  return code;
}

/** The id of an account that is named by its id or a domain. @throws Refusal if there is none */
export async function accountNamed({ db }: Pick<ApiDeps, 'db'>, named: string): Promise<string> {
  const id = z.uuid().safeParse(named).data;
  const found = await accountOf(db, id === undefined ? { domain: companyDomainOf(named) ?? named } : { id });
  if (!found) throw notFound('account', named);
  return found.id;
}
