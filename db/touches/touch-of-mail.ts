import { addressOfTouch } from '../leads/former-addresses.ts';
import type { Db } from '../database.ts';

/** The touch that a message is about, and its recipient. */
export interface MailedTouch {
  readonly key: string;
  readonly leadId: string;
  readonly content: string;
  readonly messageId: string | null;
  /** Of the address to which it went. */
  readonly emailKey: string;
  readonly phoneKey: string | null;
}

const mailedTouches = (db: Db) =>
  db
    .selectFrom('touches')
    .innerJoin('leads', 'leads.id', 'touches.leadId')
    .select(['touches.key', 'touches.leadId', 'touches.content', 'touches.messageId', 'leads.phoneKey'])
    .select(addressOfTouch.as('emailKey'));

export const touchByKey = async (db: Db, key: string): Promise<MailedTouch | undefined> =>
  await mailedTouches(db).where('touches.key', '=', key).executeTakeFirst();

/** The touch that was sent with one of the message ids. */
export async function touchByMessageId(db: Db, messageIds: readonly string[]): Promise<MailedTouch | undefined> {
  if (messageIds.length === 0) return undefined;
  return await mailedTouches(db).where('touches.messageId', 'in', messageIds).executeTakeFirst();
}
