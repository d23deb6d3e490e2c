import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Channel, SuppressedBy, SuppressionReason } from '../../domain/contact/suppression.ts';
import { isAddressHash, suppressionScopes, type SuppressionScope } from '../../domain/contact/suppression-scope.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { Trx } from '../database.ts';
import { addressHash, concerning, programOf } from './concerning.ts';

/** Whom a suppression applies to. */
export interface Subject {
  readonly scope: SuppressionScope;
  readonly subject: string;
}

/** What a suppression closes, and why. */
interface Kind extends Subject {
  readonly reason: SuppressionReason;
  readonly channel: Channel | 'all';
}

/** Locks a lead, and reads what a suppression of it can be stored under. */
export const lockSuppressionKeys = (trx: Trx, leadId: string) =>
  trx
    .selectFrom('leads')
    .select(['id', 'email', 'emailKey', 'phoneKey', 'accountId', programOf('leads').as('program')])
    .where('id', '=', leadId)
    .forUpdate()
    .executeTakeFirstOrThrow();

/** SQL: whether a report closed the channel, so that its undo opens it again. */
const isOfReport = sql<boolean>`exists (
  select from tasks join dispositions as d on d.task_id = tasks.id
  where d.state = 'applied' and suppressions.scope = 'lead'
    and tasks.lead_id = case when pg_input_is_valid(suppressions.subject, 'uuid') then suppressions.subject::uuid end
    and d.undo -> 'changes' @> jsonb_build_array(
      jsonb_build_object('table', 'suppressions', 'key', jsonb_build_object('id', suppressions.id))))`;

/** The suppressions in force of one kind, the longest first. */
export const currentSuppressions = (trx: Trx, kind: Kind) =>
  trx
    .selectFrom('suppressions')
    .select(['id', 'until', isOfReport.as('isOfReport')])
    .where((eb) => eb.and(kind))
    .where('liftedAt', 'is', null)
    .orderBy((eb) => eb.fn.coalesce('until', eb.val(new Date(8.64e15))), 'desc')
    .execute();

interface NewSuppression extends Kind {
  readonly id: string;
  readonly setBy: SuppressedBy;
  readonly by: string | undefined;
  readonly at: Instant;
  readonly until: Instant | undefined;
}

export const insertSuppression = (trx: Trx, { by, at, until, ...row }: NewSuppression): Promise<unknown> =>
  trx
    .insertInto('suppressions')
    .values({ ...row, by: by ?? null, at: new Date(at), until: until === undefined ? null : new Date(until) })
    .execute();

/** Lifts the suppressions of one kind because another one takes their place. */
export const replaceSuppressions = (trx: Trx, kind: Kind, at: Instant): Promise<unknown> =>
  trx
    .updateTable('suppressions')
    .set({ liftedAt: new Date(at), liftedBy: 'a newer date' })
    .where((eb) => eb.and(kind))
    .where('liftedAt', 'is', null)
    .execute();

export interface Lift {
  readonly at: Instant;
  /** Who or what lifts it: the name of a key, or the consent that proves it. */
  readonly by: string;
}

/** Lifts a suppression. Tells no program. @returns whether it was in force */
export async function liftSuppression(trx: Trx, id: string, { at, by }: Lift): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('suppressions')
    .set({ liftedAt: new Date(at), liftedBy: by })
    .where('id', '=', id)
    .where('liftedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

const ownScopes = kindsOf(suppressionScopes, ({ isOwn }) => isOwn);

/** The suppressions in force for this lead alone: for the lead, their address, and the lead in any one program. */
export const ownSuppressions = (trx: Trx, leadId: string) =>
  trx
    .selectFrom('suppressions as s')
    .innerJoin('leads', (join) => join.on('leads.id', '=', leadId))
    .where('s.liftedAt', 'is', null)
    .where('s.scope', 'in', ownScopes)
    .where((eb) => eb.or([concerning('leads'), eb('s.subject', 'like', `${leadId}/%`)]))
    .select(['s.id', 's.reason', 's.channel'])
    .execute();

/** A suppression of every channel continues to close the phone. */
export const closePhoneAlone = (trx: Trx, newId: string, id: string): Promise<unknown> =>
  sql`
    insert into suppressions (id, scope, subject, channel, reason, set_by, by, at, until)
    select ${newId}, scope, subject, 'phone', reason, set_by, by, at, until from suppressions where id = ${id}`.execute(trx);

/** The leads that had the address of a suppression before a person corrected it. */
export async function formerHolders(trx: Trx, { scope, subject }: Subject): Promise<string[]> {
  if (scope !== 'address') return [];
  const rows = await trx
    .selectFrom('formerAddresses as former')
    .select('leadId')
    .distinct()
    .where(isAddressHash(subject) ? sql<boolean>`${addressHash('former')} = ${subject}` : sql<boolean>`email_key = ${subject}`)
    .execute();
  return rows.map(({ leadId }) => leadId);
}

/** Closes for a lead itself what people have closed for the lead's address, which the lead will no longer have. */
export async function keepForLead(trx: Trx, newId: () => string, leadId: string): Promise<void> {
  const rows = await trx
    .selectFrom('suppressions as s')
    .innerJoin('leads', (join) => join.on('leads.id', '=', leadId))
    .selectAll('s')
    .where('s.liftedAt', 'is', null)
    .where('s.scope', '=', 'address')
    .where('s.setBy', '<>', 'system')
    .where(sql<boolean>`s.subject in (leads.email_key, ${addressHash('leads')})`)
    .execute();
  const copies = rows.map((row) => ({ ...row, id: newId(), scope: 'lead', subject: leadId }));
  if (copies.length > 0) await trx.insertInto('suppressions').values(copies).execute();
}
