import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** A message to a lead: what it was made of, how it fared, and who in the program asked for it. */
export const touchOfLead = (db: Db, leadId: string, key: string) =>
  db
    .selectFrom('touches')
    .leftJoin('contentVersions', 'contentVersions.hash', 'touches.version')
    .leftJoin('campaigns', 'campaigns.id', 'touches.campaignId')
    .where('touches.leadId', '=', leadId)
    .where('touches.key', '=', key)
    .select(['touches.key', 'touches.content', 'touches.channel', 'touches.version', 'touches.state', 'touches.reason'])
    .select(['touches.track', 'touches.attempts', 'touches.claimedAt', 'touches.dueAt', 'touches.sentAt', 'touches.repName'])
    .select(['touches.smtpCode', 'contentVersions.persona', 'contentVersions.subject', 'contentVersions.text'])
    .select(['campaigns.name as campaign'])
    .select(
      sql<string[]>`coalesce((select array_agg(distinct kind order by kind) from engagements
        where touch_key = touches.key and human and verdict <> 'machine'), '{}')`.as('acts'),
    )
    .executeTakeFirst();
