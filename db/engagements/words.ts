import type { Db } from '../database.ts';

/** What a lead wrote, in replies and forms, newest first. */
export const wordsOf = (db: Db, leadId: string, limit: number) =>
  db
    .selectFrom('words')
    .innerJoin('engagements', 'engagements.id', 'words.engagementId')
    .where('engagements.leadId', '=', leadId)
    .select(['engagements.id', 'engagements.at', 'engagements.kind', 'engagements.reply', 'engagements.source'])
    .select(['words.subject', 'words.body'])
    .orderBy('engagements.at', 'desc')
    .orderBy('engagements.id', 'desc')
    .limit(limit)
    .execute();

/** What a lead did itself until an instant, newest first. */
export const actsUntil = (db: Db, leadId: string, at: Date, limit: number) =>
  db
    .selectFrom('engagements')
    .where('leadId', '=', leadId)
    .where('human', '=', true)
    .where('verdict', '<>', 'machine')
    .where('at', '<=', at)
    .select(['id', 'at', 'kind', 'page', 'reply', 'content'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
