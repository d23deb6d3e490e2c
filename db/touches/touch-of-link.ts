import type { Instant } from '../../domain/time/clock.ts';
import type { ContentLinks } from '../columns.ts';
import type { Db } from '../database.ts';

export interface LinkedTouch {
  readonly key: string;
  readonly leadId: string;
  readonly content: string;
  readonly sentAt: Instant | undefined;
  /** Where the links of the email lead; empty if its version is no longer known. */
  readonly links: ContentLinks;
}

/** The touch whose email contained a signed link. */
export async function touchOfLink(db: Db, key: string): Promise<LinkedTouch | undefined> {
  const row = await db
    .selectFrom('touches')
    .leftJoin('contentVersions', 'contentVersions.hash', 'touches.version')
    .where('touches.key', '=', key)
    .select(['touches.key', 'touches.leadId', 'touches.content', 'touches.sentAt', 'contentVersions.links'])
    .executeTakeFirst();
  return row && { ...row, sentAt: row.sentAt?.getTime(), links: row.links ?? {} };
}
