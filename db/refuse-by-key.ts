import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';
import { optOut } from './opt-out.ts';

/** Closes email for the known leads among some mailboxes that said no. Call it in a transaction. */
export async function refuseByKey(
  trx: Db,
  newId: () => string,
  emailKeys: readonly string[],
  { source, at }: { readonly source: string; readonly at: Instant },
): Promise<void> {
  if (emailKeys.length === 0) return;
  const leads = await trx.selectFrom('leads').select('id').where('emailKey', 'in', emailKeys).orderBy('id').execute();
  for (const { id: leadId } of leads) await optOut(trx, newId, { leadId, source }, at);
}
