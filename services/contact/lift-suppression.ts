import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { mayLift, type Lifter, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { concerning } from '../../db/contact/concerning.ts';
import type { Trx } from '../../db/database.ts';
import { tellContactability, type ContactPolicy } from './tell-contactability.ts';
import { suppressionScopes } from '../../domain/contact/suppression-scope.ts';
import { kindsOf } from '../../domain/text/kinds.ts';

interface Lift {
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

/**
 * Opens email for a lead who confirmed an opt-in. It lifts their own opt-outs, and bounces too, because someone read an email at
 * the address. What they said about calls remains.
 * @param proof the id of the consent that proves it
 * @returns how many suppressions it lifted
 */
export const liftOwnOptOut = (
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { leadId, proof, at }: { readonly leadId: string; readonly proof: string; readonly at: Instant },
): Promise<number> => liftForLead(trx, policy, newId, { leadId, as: 'optIn', by: `opt-in ${proof}`, at });

/** Lifts what a lead closed for a while or for one program, as they ask on the preferences page. */
export const liftOwnPause = (
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { leadId, at }: { readonly leadId: string; readonly at: Instant },
): Promise<number> => liftForLead(trx, policy, newId, { leadId, as: 'person', by: 'the person', at });

async function liftForLead(
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { leadId, as, by, at }: Lift & { readonly leadId: string; readonly as: Lifter },
): Promise<number> {
  const current = await ownSuppressions(trx, leadId);
  const liftable = current.filter(({ reason, channel }) => channel !== 'phone' && mayLift(reason as SuppressionReason, as));
  for (const { id, channel } of liftable) {
    await liftSuppression(trx, id, { at, by });
    if (channel === 'all') await closePhoneAlone(trx, newId(), id);
  }
  const because = as === 'optIn' ? 'optedIn' : 'resumed';
  if (liftable.length > 0) await tellContactability(trx, policy, newId, { leadId, at, because, lifted: true });
  return liftable.length;
}

const ownScopes = kindsOf(suppressionScopes, ({ isOwn }) => isOwn);

/** The suppressions in force for this lead alone: for the lead, their address, and the lead in any one program. */
const ownSuppressions = (trx: Trx, leadId: string) =>
  trx
    .selectFrom('suppressions as s')
    .innerJoin('leads', (join) => join.on('leads.id', '=', leadId))
    .where('s.liftedAt', 'is', null)
    .where('s.scope', 'in', ownScopes)
    .where((eb) => eb.or([concerning('leads'), eb('s.subject', 'like', `${leadId}/%`)]))
    .select(['s.id', 's.reason', 's.channel'])
    .execute();

/** A suppression of every channel continues to close the phone. */
const closePhoneAlone = (trx: Trx, newId: string, id: string): Promise<unknown> =>
  sql`
    insert into suppressions (id, scope, subject, channel, reason, set_by, by, at, until)
    select ${newId}, scope, subject, 'phone', reason, set_by, by, at, until from suppressions where id = ${id}`.execute(trx);
