import type { Channel, CoreChannel } from '../../domain/contact/suppression.ts';
import type { Db } from '../database.ts';
import { continuing } from '../leads/leads.ts';

/** The address that a text channel reaches people at. */
export interface Addressed {
  readonly addressedBy: CoreChannel;
  /** As `leads.email_key` or `leads.phone_key` has it. */
  readonly address: string;
}

/** The ids of the leads at an address: colleagues may share a number. */
export async function leadsAt(db: Db, { addressedBy, address }: Addressed): Promise<string[]> {
  const column = addressedBy === 'phone' ? 'phoneKey' : 'emailKey';
  const rows = await db
    .selectFrom('leads')
    .select(continuing.as('id'))
    .distinct()
    .where(column, '=', address)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The last text that any of the leads got by a channel. */
export const lastTextTo = async (db: Db, channel: Channel, leadIds: readonly string[]) =>
  leadIds.length === 0
    ? undefined
    : await db
        .selectFrom('touches')
        .select(['key', 'leadId', 'content'])
        .where('leadId', 'in', leadIds)
        .where('channel', '=', channel)
        .where('sentAt', 'is not', null)
        .orderBy('sentAt', 'desc')
        .limit(1)
        .executeTakeFirst();
