import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import type { PageAfter } from '../page.ts';

/** A text from a number, or an address, that no lead has. */
export interface IncomingText {
  readonly id: string;
  readonly channel: string;
  readonly address: string;
  readonly body: string;
  readonly receivedAt: Instant;
}

/** Saves a text for a person to assign; the same text only once. */
export const saveText = async (db: Db, { receivedAt, ...text }: IncomingText): Promise<unknown> =>
  await db
    .insertInto('incomingTexts')
    .values({ ...text, receivedAt: new Date(receivedAt), state: 'waiting' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

/** A page of the texts that wait, the oldest first. @param after the id of the last one on the previous page */
export const waitingTexts = async (db: Db, { after, limit }: PageAfter) =>
  await db
    .selectFrom('incomingTexts')
    .select(['id', 'channel', 'address', 'body', 'receivedAt'])
    .where('state', '=', 'waiting')
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple('receivedAt', 'id'),
          '>',
          eb
            .selectFrom('incomingTexts as last')
            .where('last.id', '=', after!)
            .select(['last.receivedAt', 'last.id'])
            .$asTuple('receivedAt', 'id'),
        ),
      ),
    )
    .orderBy('receivedAt')
    .orderBy('id')
    .limit(limit)
    .execute();

/** Settles a waiting text. @returns the text; undefined if none with this id waits */
export const settleText = async (trx: Trx, id: string, state: 'assigned' | 'dismissed', leadId?: string) =>
  await trx
    .updateTable('incomingTexts')
    .set({ state, leadId })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning(['id', 'channel', 'body', 'receivedAt'])
    .executeTakeFirst();

/** The lead to whom a person assigned the last text from this number. */
export const leadOfText = async (db: Db, channel: string, address: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('incomingTexts')
      .select('leadId')
      .where('channel', '=', channel)
      .where('address', '=', address)
      .where('leadId', 'is not', null)
      .orderBy('receivedAt', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.leadId ?? undefined;
