import type { AccountKind } from '../../db/columns.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import type { CompanyValues } from '../../domain/people/account-values.ts';
import { correctAccount } from '../../services/accounts/correct-account.ts';
import { rescoreChanged } from '../../services/engagements/rescore.ts';
import { accountNamed } from '../campaigns/account-named.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { nothingToChange } from '../procedures/refusal.ts';

interface Correction {
  readonly account: string;
  readonly name?: string | undefined;
  readonly size?: number | null | undefined;
  readonly industry?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly relationship?: AccountKind | undefined;
}

/** Saves a person's corrections of a company. @throws Refusal if there is none, or nothing to correct */
export async function correctCompany(deps: ApiDeps, by: Principal, { account, relationship, ...rest }: Correction) {
  const { db, clock, policy, newId } = deps;
  const kind = relationship && { kind: relationship === 'prospect' ? null : relationship };
  const given = Object.entries({ ...rest, ...kind }).filter(([, value]) => value !== undefined);
  if (given.length === 0) throw nothingToChange('size or industry');
  const id = await accountNamed(deps, account);
  const at = clock.now();
  const values: Partial<{ [K in keyof CompanyValues]: CompanyValues[K] | null }> = Object.fromEntries(given);
  const was = await db.transaction().execute(async (trx) => {
    const before = await correctAccount(trx, id, { by: 'correction', source: by.name, at, values });
    await rescoreChanged(trx, { accounts: [id] }, { policy, at, newId });
    return before;
  });
  const { kind: wasKind, ...others } = was;
  return {
    account: id,
    /** The former values of what changed. */
    was: { ...others, ...(wasKind !== undefined && { relationship: wasKind }) },
    next: 'Its people are scored by it from now on. To take it back, correct it to what it was.',
  };
}
