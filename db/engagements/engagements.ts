import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import type { NewEngagement } from './new-engagement.ts';

/** Whether the engagement with this id is this lead's, and of this kind. */
export const isKnownAct = async (db: Db, { id, leadId, kind }: Pick<NewEngagement, 'id' | 'leadId' | 'kind'>): Promise<boolean> =>
  (await db
    .selectFrom('engagements')
    .select('id')
    .where('id', '=', id)
    .where('leadId', '=', leadId)
    .where('kind', '=', kind)
    .executeTakeFirst()) !== undefined;

/** What an engagement proves, by the kinds of engagement of the app. */
interface Proves {
  readonly human: boolean;
  readonly isRequest: boolean;
}

/** Saves an engagement with its words. @returns false if it was saved before */
export async function insertEngagement(db: Db, engagement: NewEngagement, proves: Proves): Promise<boolean> {
  const {
    id,
    leadId,
    kind,
    at,
    verdict,
    source,
    touchKey,
    content,
    link,
    page,
    data,
    intends,
    reply,
    answer,
    bounce,
    until,
    words,
  } = engagement;
  const about = {
    touchKey: touchKey ?? null,
    content: content ?? null,
    link: link ?? null,
    page: page ?? null,
    data: data ? JSON.stringify(data) : null,
    intends: intends ?? null,
  };
  const said = {
    reply: reply ?? null,
    answer: answer ?? null,
    bounce: bounce ?? null,
    until: until === undefined ? null : new Date(until),
  };
  const row = { id, leadId, kind, at: new Date(at), source, verdict, ...proves, ...about, ...said };
  const inserted = await db
    .insertInto('engagements')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted && words)
    await db
      .insertInto('words')
      .values({ engagementId: inserted.id, ...words })
      .execute();
  return inserted !== undefined;
}

/** Marks the clicks on an email since an instant as a machine's. @returns those that were not marked before */
export const condemn = (trx: Trx, touchKey: string, since: Instant) =>
  trx
    .updateTable('engagements')
    .set({ verdict: 'machine', human: false })
    .where('touchKey', '=', touchKey)
    .where('link', 'is not', null)
    .where('verdict', '<>', 'machine')
    .where('at', '>=', new Date(since))
    .returning(['id', 'kind', 'at', 'page'])
    .execute();
