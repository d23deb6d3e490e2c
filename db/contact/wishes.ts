import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { AnswerKind } from '../../domain/scoring/engagement.ts';
import type { SuppressionReason } from '../../domain/contact/suppression.ts';
import { concerning } from './concerning.ts';
import type { Db } from '../database.ts';

/** The lead's own current wishes about our emails. */
export interface Wishes {
  /** The lead's IANA time zone. */
  readonly zone: string;
  readonly slower: number;
  readonly otherTopic: boolean;
  /** What the lead closed, for the emails of a touch's program. */
  readonly closed: readonly { readonly reason: SuppressionReason; readonly until: Instant | undefined }[];
}

/** The wishes of a touch's lead about our emails; undefined if the lead was erased. */
export async function wishesOf(db: Db, touchKey: string, at: Instant): Promise<Wishes | undefined> {
  const lead = await db
    .selectFrom('touches')
    .innerJoin('leads', 'leads.id', 'touches.leadId')
    .where('touches.key', '=', touchKey)
    .select(['leads.id', 'leads.zone', 'leads.slower', 'leads.otherTopic'])
    .executeTakeFirst();
  if (!lead) return undefined;
  const program = sql<string>`(select program from campaigns join touches on campaigns.id = campaign_id where key = ${touchKey})`;
  const rows = await db
    .selectFrom('leads')
    .innerJoin('suppressions as s', (join) => join.on(concerning('leads', program)))
    .where('leads.id', '=', lead.id)
    .where('s.liftedAt', 'is', null)
    .where('s.setBy', '=', 'person')
    .where('s.channel', 'in', ['email', 'all'])
    .where((eb) => eb.or([eb('s.until', 'is', null), eb('s.until', '>', new Date(at))]))
    .select(['s.reason', 's.until'])
    .execute();
  const closed = rows.map(({ reason, until }) => ({ reason: reason as SuppressionReason, until: until?.getTime() }));
  return { ...lead, closed };
}

/** The last answer of a lead, optionally of one kind. */
export async function lastAnswer(
  db: Db,
  leadId: string,
  of?: AnswerKind,
): Promise<{ id: string; answer: AnswerKind | null } | undefined> {
  return await db
    .selectFrom('engagements')
    .where('leadId', '=', leadId)
    .where('kind', '=', 'answered')
    .$if(of !== undefined, (query) => query.where('answer', '=', of ?? null))
    .select(['id', 'answer'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
