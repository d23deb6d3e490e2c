import { z } from 'zod';
import type { AccountKind } from '../../db/columns.ts';
import { accountSorts, listAccounts } from '../../db/accounts/list-accounts.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { text } from '../procedures/values.ts';
import { keysOf } from '../procedures/zod-keys.ts';
import { repNamed } from '../tasks/rep-named.ts';

/** The input of a list of accounts. */
/** What a company can be to us. */
export const relationships = ['prospect', 'customer', 'competitor', 'partner'] as const satisfies readonly AccountKind[];

export const accountListInput = z
  .strictObject({
    text: text('name').optional(),
    /** A rep: an id, an address or a name. */
    owner: text('name').optional(),
    relationship: z.enum(relationships).optional(),
    sort: z.enum(keysOf<keyof typeof accountSorts>(accountSorts)).default('name'),
    ...pageInput,
  })
  .prefault({});

/** A page of companies. @throws Refusal for an owner who is not a rep */
export async function listOfAccounts(
  { db }: Pick<ApiDeps, 'db'>,
  { text: words, owner, relationship, ...page }: z.output<typeof accountListInput>,
) {
  const ownerId = owner === undefined ? undefined : (await repNamed({ db }, owner)).id;
  const rows = await listAccounts(db, { text: words, ownerId, kind: relationship }, page);
  const items = rows.map(({ kind, ...account }) => ({ ...account, relationship: kind }));
  return pageOf(items, page, ({ id }) => id);
}
