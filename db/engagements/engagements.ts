import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import type { NewEngagement } from './new-engagement.ts';

type Known = Pick<NewEngagement, 'id' | 'leadId' | 'kind'>;

/** Which of these engagements are saved as they are: for the same lead, of the same kind. */
export async function knownActs(db: Db, engagements: readonly Known[]): Promise<ReadonlySet<string>> {
  if (engagements.length === 0) return new Set();
  const rows = await db
    .selectFrom('engagements')
    .select(['id', 'leadId', 'kind'])
    .where(sql<boolean>`id = any(${engagements.map(({ id }) => id)}::uuid[])`)
    .execute();
  const saved = new Map(rows.map((row) => [row.id, row]));
  const isKnown = ({ id, leadId, kind }: Known) => saved.get(id)?.leadId === leadId && saved.get(id)?.kind === kind;
  return new Set(engagements.filter(isKnown).map(({ id }) => id));
}

export const isKnownAct = async (db: Db, engagement: Known): Promise<boolean> => (await knownActs(db, [engagement])).size > 0;

/** Saves what a lead wrote. */
export const insertWords = (db: Db, engagementId: string, words: NonNullable<NewEngagement['words']>): Promise<unknown> =>
  db
    .insertInto('words')
    .values({ engagementId, ...words })
    .execute();

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
