import { companyDomainOf } from '../../domain/people/company-domain.ts';
import { accountOf, setAccountOwner } from '../../db/accounts/account-owner.ts';
import type { Asker } from '../tasks/team.ts';
import { repOfTeam } from '../tasks/team.ts';
import { badRequest, Refusal } from '../procedures/refusal.ts';
import { mustBeActive } from '../tasks/rep-at-work.ts';

type Input = { readonly rep: string | null } & ({ readonly account: string } | { readonly domain: string });

export interface Owned {
  readonly account: string;
  readonly name: string;
  readonly owner: string | null;
  readonly next: string;
}

/** Sets the owner of an account. @throws Refusal if there is no such account, or the account or the rep is not the manager's */
export async function setOwner(asker: Asker, input: Input): Promise<Owned> {
  const rep = input.rep === null ? undefined : mustBeActive(await repOfTeam(asker, input.rep));
  const account = await accountOf(asker.db, 'account' in input ? { id: input.account } : { domain: domainIn(input.domain) });
  if (!account)
    throw new Refusal('NOT_FOUND', 'There is no such account.', {
      code: 'accountUnknown',
      value: 'account' in input ? input.account : input.domain,
      todo: 'An account exists once it has a lead.',
    });
  // An account of another team is for that team to give away.
  if (account.ownerId !== null) await repOfTeam(asker, account.ownerId);
  await setAccountOwner(asker.db, account.id, rep?.id ?? null, { at: asker.clock.now(), by: asker.principal.name });
  const next = rep
    ? `Leads of ${account.name} are now routed to ${rep.name}.`
    : `${account.name} has no owner: its leads are routed by the rules.`;
  return { account: account.id, name: account.name, owner: rep?.id ?? null, next };
}

function domainIn(text: string): string {
  const domain = companyDomainOf(text);
  if (domain === undefined) throw badRequest('noDomain', 'Expected the domain of one company, such as acme.com.', text);
  return domain;
}
