import type { Instant } from '../../domain/time/clock.ts';
import { reasonSpec, type Channel, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { subjectOf, type SuppressionScope } from '../../domain/contact/suppression-scope.ts';
import { programOf } from '../../db/contact/concerning.ts';
import type { Trx } from '../../db/database.ts';
import { tellContactability, type ContactPolicy } from './tell-contactability.ts';

interface Closing {
  readonly reason: SuppressionReason;
  /** The default is the channel that the reason is about. */
  readonly channel?: Channel | 'all';
  readonly at: Instant;
  /** When it ends; permanent without a value. */
  readonly until?: Instant;
  /** The name of the API key that closed it. */
  readonly by?: string;
}

interface LeadClosing extends Closing {
  readonly leadId: string;
  /** The program for a reason that applies to one program; the default is the lead's current program. */
  readonly program?: string | undefined;
  /** The id of the engagement that closed it. */
  readonly act?: string;
}

/** Whom a suppression applies to. */
export interface Subject {
  readonly scope: SuppressionScope;
  readonly subject: string;
}

export interface Closed {
  readonly id: string;
  /** Whether no suppression with this reason existed before. */
  readonly wasOpen: boolean;
  /** Whether the suppression is new or has a new end. */
  readonly changed: boolean;
}

/** Closes a channel of a lead, as widely as the reason applies, and tells the lead's running program. Idempotent. */
export async function closeChannel(
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { leadId, program, act, ...closing }: LeadClosing,
): Promise<Closed> {
  const lead = await trx
    .selectFrom('leads')
    .select(['id', 'email', 'emailKey', 'accountId', programOf('leads').as('program')])
    .where('id', '=', leadId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const [scope] = reasonSpec(closing.reason).scopes;
  const subject = subjectOf(scope, { ...lead, program: program ?? lead.program });
  const closed = await suppress(
    trx,
    newId,
    subject === undefined ? { scope: 'lead', subject: leadId } : { scope, subject },
    closing,
  );
  const { at, reason: because } = closing;
  // The lead may be waiting for a later end than the new one, so tell it that something opens earlier.
  const lifted = closed.wasOpen ? undefined : true;
  if (closed.changed) await tellContactability(trx, policy, newId, { leadId, at, because, by: act, lifted });
  return closed;
}

/** Closes a channel for everyone a subject covers. Tells no program. */
export async function suppress(trx: Trx, newId: () => string, whom: Subject, closing: Closing): Promise<Closed> {
  const { reason, at, until, by } = closing;
  const { channel: about, setBy, replaces } = reasonSpec(reason);
  const row = { ...whom, reason, channel: closing.channel ?? about };
  const current = await trx
    .selectFrom('suppressions')
    .select(['id', 'until'])
    .where((eb) => eb.and(row))
    .where('liftedAt', 'is', null)
    .orderBy((eb) => eb.fn.coalesce('until', eb.val(new Date(8.64e15))), 'desc')
    .execute();
  const [longest] = current;
  if (longest && (replaces ? untilOf(longest) === (until ?? Infinity) : untilOf(longest) >= (until ?? Infinity)))
    return { id: longest.id, wasOpen: false, changed: false };
  if (longest && replaces) await replace(trx, row, at);
  const id = newId();
  await trx
    .insertInto('suppressions')
    .values({ ...row, id, setBy, by: by ?? null, at: new Date(at), until: until === undefined ? null : new Date(until) })
    .execute();
  return { id, wasOpen: !longest || untilOf(longest) <= at, changed: true };
}

const untilOf = ({ until }: { readonly until: Date | null }): Instant => until?.getTime() ?? Infinity;

const replace = (trx: Trx, row: Subject & { reason: string; channel: string }, at: Instant): Promise<unknown> =>
  trx
    .updateTable('suppressions')
    .set({ liftedAt: new Date(at), liftedBy: 'a newer date' })
    .where((eb) => eb.and(row))
    .where('liftedAt', 'is', null)
    .execute();
