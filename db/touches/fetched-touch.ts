import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { ContentLinks } from '../columns.ts';
import type { Db } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { LinkedTouch } from './touch-of-link.ts';

/** A touch, and when each URL of its email was last requested before: by the names of the links, `pixel` and the like. */
export interface FetchedTouch extends LinkedTouch {
  readonly fetched: Readonly<Record<string, Instant>>;
}

/**
 * Records a request for a URL of an email. In a transaction, other requests for the same email wait until it ends, so that each of
 * several simultaneous requests sees the ones before it.
 */
export async function recordFetch(db: Db, key: string, address: string, at: Instant): Promise<FetchedTouch | undefined> {
  const { rows } = await sql<
    Omit<FetchedTouch, 'sentAt' | 'links'> & { sentAt: Date | null; links: ContentLinks | null }
  >`${prepared}
    with before as (select key, fetched from touches where key = ${key} for update),
    noted as (
      update touches t set fetched = before.fetched || jsonb_build_object(${address}::text, ${at}::bigint)
      from before where t.key = before.key
      returning t.key, t.lead_id, t.content, t.sent_at, t.version
    )
    select noted.key, noted.lead_id, noted.content, noted.sent_at, before.fetched, v.links
    from noted join before on before.key = noted.key left join content_versions v on v.hash = noted.version`.execute(db);
  const [row] = rows;
  return row && { ...row, sentAt: row.sentAt?.getTime(), links: row.links ?? {} };
}

/** Whether a person has clicked a link of an email since an instant. */
export async function wasClickedSince(db: Db, touchKey: string, link: string, since: Instant): Promise<boolean> {
  const row = await db
    .selectFrom('engagements')
    .where('touchKey', '=', touchKey)
    .where('link', '=', link)
    .where('verdict', '<>', 'machine')
    .where('at', '>=', new Date(since))
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}
