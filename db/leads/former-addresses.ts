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

/**
 * SQL: the matching form of the address to which the row of `touches` went. Its lead may have another one since, or was merged into the
 * one that has the touch now.
 */
export const addressOfTouch = sql<string>`coalesce(
  (select dropped.email_key from leads as dropped join merges on merges.dropped_id = dropped.id and merges.undone_at is null
    where dropped.duplicate_of = touches.lead_id and merges.at > coalesce(touches.sent_at, touches.claimed_at)
      and merges.undo -> 'moved' @> jsonb_build_array(
        jsonb_build_object('table', 'touches', 'keys', jsonb_build_array(jsonb_build_object('key', touches.key))))
    order by merges.at limit 1),
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
