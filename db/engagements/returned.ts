import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import { leadName } from '../leads/lead-name.ts';
import type { PageAfter } from '../page.ts';

/** What came back about an email. */
export type Returned = 'bounces' | 'complaints';

/** SQL: the condition with which `dayOfSending` counts them. */
const isReturned = { bounces: sql<boolean>`bounce is not null`, complaints: sql<boolean>`engagements.kind = 'complained'` };

interface ReturnedFilter extends PageAfter {
  readonly what: Returned;
  readonly since: Instant;
}

/** A page of the emails that bounced, or of the complaints, newest first. */
export async function returnedSince(db: Db, { what, since, after, limit }: ReturnedFilter) {
  const rows = await db
    .selectFrom('engagements')
    .innerJoin('leads', 'leads.id', 'engagements.leadId')
    .leftJoin('touches', 'touches.key', 'engagements.touchKey')
    .where(isReturned[what])
    .where('engagements.at', '>', new Date(since))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(engagements.at, engagements.id) < (select last.at, last.id from engagements as last where last.id = ${after!})`,
      ),
    )
    .select(['engagements.id', 'engagements.leadId', leadName.as('name'), 'leads.email'])
    .select(['engagements.at', 'bounce', 'touches.content'])
    .orderBy('engagements.at', 'desc')
    .orderBy('engagements.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: at.getTime() }));
}
