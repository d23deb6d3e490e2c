import type { Instant } from '../../domain/time/clock.ts';
import type { Channel, SuppressedBy, SuppressionReason } from '../../domain/contact/suppression.ts';
import type { SuppressionScope } from '../../domain/contact/suppression-scope.ts';
import { concerning } from './concerning.ts';
import type { Db } from '../database.ts';

export interface SuppressionQuery {
  /** Those that apply to this lead, at any scope. */
  readonly leadId?: string | undefined;
  readonly scope?: SuppressionScope | undefined;
  readonly reason?: SuppressionReason | undefined;
  /** Also those that were lifted or have ended. */
  readonly past: boolean;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of suppressions, by id. */
export async function listSuppressions(db: Db, of: SuppressionQuery, now: Instant) {
  const rows = await db
    .selectFrom('suppressions as s')
    .$if(of.leadId !== undefined, (query) =>
      query.where((ask) =>
        ask.exists(
          ask
            .selectFrom('leads')
            .where('leads.id', '=', of.leadId ?? '')
            .where((eb) => eb.or([concerning('leads'), eb('s.subject', 'like', `${of.leadId}/%`)])),
        ),
      ),
    )
    .$if(of.scope !== undefined, (query) => query.where('s.scope', '=', of.scope ?? ''))
    .$if(of.reason !== undefined, (query) => query.where('s.reason', '=', of.reason ?? ''))
    .$if(!of.past, (query) =>
      query.where('s.liftedAt', 'is', null).where((eb) => eb.or([eb('s.until', 'is', null), eb('s.until', '>', new Date(now))])),
    )
    .$if(of.after !== undefined, (query) => query.where('s.id', '>', of.after ?? ''))
    .selectAll()
    .orderBy('s.id')
    .limit(of.limit)
    .execute();
  return rows.map(({ scope, channel, reason, setBy, at, until, liftedAt, ...row }) => ({
    ...row,
    scope: scope as SuppressionScope,
    channel: channel as Channel | 'all',
    reason: reason as SuppressionReason,
    setBy: setBy as SuppressedBy,
    at: at.getTime(),
    until: until?.getTime(),
    liftedAt: liftedAt?.getTime(),
  }));
}

export const suppressionById = (db: Db, id: string) =>
  db.selectFrom('suppressions').selectAll().where('id', '=', id).executeTakeFirst();
