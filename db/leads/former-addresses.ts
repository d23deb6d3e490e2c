import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';

interface Address {
  readonly email: string;
  readonly emailKey: string;
}

/** The addresses that a lead had, the latest first. */
export const formerAddresses = (db: Db, leadId: string) =>
  db
    .selectFrom('formerAddresses')
    .select(['email', 'emailKey', 'leftAt'])
    .where('leadId', '=', leadId)
    .orderBy('leftAt', 'desc')
    .execute();

/** Whether a lead had a mailbox, which nobody has now. */
export const isFormerAddress = async (db: Db, emailKey: string): Promise<boolean> =>
  (await db.selectFrom('formerAddresses').select('leadId').where('emailKey', '=', emailKey).executeTakeFirst()) !== undefined;

/** Gives a lead another address. The one that it had becomes a former one; a former one that it returns to no longer is. */
export async function replaceAddress(
  trx: Trx,
  { id: leadId, email, emailKey }: Address & { readonly id: string },
  by: Address,
  at: Instant,
): Promise<void> {
  await trx.deleteFrom('formerAddresses').where('leadId', '=', leadId).where('emailKey', '=', by.emailKey).execute();
  await trx.updateTable('leads').set({ email: by.email, emailKey: by.emailKey }).where('id', '=', leadId).execute();
  if (by.emailKey === emailKey) return;
  await trx
    .insertInto('formerAddresses')
    .values({ leadId, email, emailKey, leftAt: new Date(at) })
    .execute();
}

/** SQL: the matching form of the address to which the row of `touches` went, of a lead that may have another one since. */
export const addressOfTouch = sql<string>`coalesce(
  (select former.email_key from former_addresses as former
    where former.lead_id = touches.lead_id and former.left_at > coalesce(touches.sent_at, touches.claimed_at)
    order by former.left_at limit 1),
  (select leads.email_key from leads where leads.id = touches.lead_id))`;

/** Whether a touch went to an address that its lead no longer has. */
export async function wentToFormerAddress(db: Db, touchKey: string): Promise<boolean> {
  const row = await db
    .selectFrom('touches')
    .innerJoin('leads', 'leads.id', 'touches.leadId')
    .select(sql<boolean>`leads.email_key <> ${addressOfTouch}`.as('isFormer'))
    .where('touches.key', '=', touchKey)
    .executeTakeFirst();
  return row?.isFormer ?? false;
}
