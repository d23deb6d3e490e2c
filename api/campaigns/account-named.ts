import { accountOf } from '../../db/accounts/account-owner.ts';
import { companyDomainOf } from '../../domain/people/company-domain.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { idInput } from '../procedures/instant-input.ts';
import { notFound } from '../procedures/refusal.ts';

/** The id of an account that is named by its id or a domain. @throws Refusal if there is none */
export async function accountNamed({ db }: Pick<ApiDeps, 'db'>, named: string): Promise<string> {
  const id = idInput.safeParse(named).data;
  const found = await accountOf(db, id === undefined ? { domain: companyDomainOf(named) ?? named } : { id });
  if (!found) throw notFound('account', named);
  return found.id;
}
