import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { ContentLinks } from '../columns.ts';
import type { Db } from '../database.ts';

export interface ContentVersion {
  /** The hash of the templates. */
  readonly hash: string;
  readonly content: string;
  readonly persona: string | null;
  readonly subject: string;
  /** The text part with its placeholders. */
  readonly text: string;
  readonly links: ContentLinks;
}

/** Saves a version of a content, to record what was sent and where its links lead. The first one saved remains. */
export async function saveContentVersion(db: Db, version: ContentVersion): Promise<void> {
  await db
    .insertInto('contentVersions')
    .values({ ...version, links: JSON.stringify(version.links) })
    .onConflict((conflict) =>
      // Earlier versions of Trellis did not save the text.
      conflict.column('hash').doUpdateSet({ text: version.text }).where('contentVersions.text', 'is', null),
    )
    .execute();
}

/** A version of a content that was sent, with its first and its last email. */
export interface SentVersion extends Pick<ContentVersion, 'hash' | 'persona' | 'subject'> {
  /** With its placeholders; null for one that an early version of Trellis saved. */
  readonly text: string | null;
  readonly sent: number;
  readonly first: Instant;
  readonly last: Instant;
}

/** The versions of a content that were sent, the latest first. */
export async function sentVersions(db: Db, content: string): Promise<SentVersion[]> {
  const { rows } = await sql<Omit<SentVersion, 'first' | 'last'> & { first: Date; last: Date }>`
    select v.hash, v.persona, v.subject, v.text, t.sent, t.first, t.last from (
      select version, count(*)::int as sent, min(sent_at) as first, max(sent_at) as last from touches
      where content = ${content} and sent_at is not null group by version
    ) as t join content_versions as v on v.hash = t.version order by t.first desc, v.hash`.execute(db);
  return rows.map(({ first, last, ...version }) => ({ ...version, first: first.getTime(), last: last.getTime() }));
}

/** Whether an email was ever sent, which the app may no longer have. */
export const wasSent = async (db: Db, content: string): Promise<boolean> =>
  (await db.selectFrom('contentVersions').select('hash').where('content', '=', content).limit(1).executeTakeFirst()) !==
  undefined;
