import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { ContentLinks } from '../columns.ts';
import type { Db } from '../database.ts';
import type { LinkedTouch } from './touch-of-link.ts';

/** A touch, and when each address of its mail was last asked for before: by the names of the links, `pixel` and the like. */
export interface FetchedTouch extends LinkedTouch {
  readonly fetched: Readonly<Record<string, Instant>>;
}

/**
 * Notes that somebody, or something, asked for an address of a mail. In a transaction it keeps other requests for the same mail
 * waiting until the end, so that of several at once each sees those before it.
 */
export async function noteFetch(db: Db, key: string, address: string, at: Instant): Promise<FetchedTouch | undefined> {
  const { rows } = await sql<Omit<FetchedTouch, 'sentAt' | 'links'> & { sentAt: Date | null; links: ContentLinks | null }>`
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

/** Whether a person clicked a link of a mail since an instant. */
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
