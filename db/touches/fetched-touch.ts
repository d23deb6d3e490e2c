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

/** A request for a URL of an email. */
export interface Fetch {
  /** Of the touch. */
  readonly key: string;
  readonly address: string;
}

/**
 * Records requests for URLs of different emails, and returns the emails that are known. In a transaction, other requests for the same
 * emails wait until it ends, so that each of several simultaneous requests sees the ones before it.
 */
export async function recordFetches(db: Db, fetches: readonly Fetch[], at: Instant): Promise<ReadonlyMap<string, FetchedTouch>> {
  const { rows } = await sql<
    Omit<FetchedTouch, 'sentAt' | 'links'> & { sentAt: Date | null; links: ContentLinks | null }
  >`${prepared}
    with asked as (
      select * from unnest(${fetches.map(({ key }) => key)}::text[], ${fetches.map(({ address }) => address)}::text[]) as asked(key, address)
    ), before as (
      select key, fetched from touches where key = any(${fetches.map(({ key }) => key)}::text[]) order by key for update
    ), noted as (
      update touches t set fetched = before.fetched || jsonb_build_object(asked.address, ${at}::bigint)
      from before join asked using (key) where t.key = before.key
      returning t.key, t.lead_id, t.content, t.sent_at, t.version
    )
    select noted.key, noted.lead_id, noted.content, noted.sent_at, before.fetched, v.links
    from noted join before using (key) left join content_versions v on v.hash = noted.version`.execute(db);
  return new Map(rows.map((row) => [row.key, { ...row, sentAt: row.sentAt?.getTime(), links: row.links ?? {} }]));
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
