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
