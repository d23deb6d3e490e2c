import type { Instant } from '../domain/clock.ts';
import type { ContentLinks } from './columns.ts';
import type { Db } from './database.ts';

export interface LinkedTouch {
  readonly key: string;
  readonly leadId: string;
  readonly content: string;
  readonly sentAt: Instant | undefined;
  /** Where the links of the mail lead; empty when its version is not known any more. */
  readonly links: ContentLinks;
}

/** The touch whose mail a signed link stood in. */
export async function touchOfLink(db: Db, key: string): Promise<LinkedTouch | undefined> {
  const row = await db
    .selectFrom('touches')
    .leftJoin('contentVersions', 'contentVersions.hash', 'touches.version')
    .where('touches.key', '=', key)
    .select(['touches.key', 'touches.leadId', 'touches.content', 'touches.sentAt', 'contentVersions.links'])
    .executeTakeFirst();
  return row && { ...row, sentAt: row.sentAt?.getTime(), links: row.links ?? {} };
}

/** The links of a mail that were clicked since an instant, by anybody. */
export async function linksClickedSince(db: Db, touchKey: string, since: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('engagements')
    .where('touchKey', '=', touchKey)
    .where('at', '>=', new Date(since))
    .where('link', 'is not', null)
    .select('link')
    .distinct()
    .execute();
  return rows.flatMap(({ link }) => (link === null ? [] : [link]));
}
