import type { Instant } from '../../domain/time/clock.ts';
import { reasonSpec, type Channel, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { subjectOf } from '../../domain/contact/suppression-scope.ts';
import {
  currentSuppressions,
  formerHolders,
  insertSuppression,
  lockSuppressionKeys,
  replaceSuppressions,
  type Subject,
} from '../../db/contact/suppressions.ts';
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

export interface Closed {
  readonly id: string;
  /** Whether no suppression with this reason existed before. */
  readonly wasOpen: boolean;
  /** Whether the suppression is new or has a new end. */
  readonly changed: boolean;
  /** The leads that had the address before: it is closed for them, too. */
  readonly alsoFor: readonly string[];
}

/** Closes a channel of a lead, as widely as the reason applies, and tells the lead's running program. Idempotent. */
export async function closeChannel(
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { leadId, program, act, ...closing }: LeadClosing,
): Promise<Closed> {
  const lead = await lockSuppressionKeys(trx, leadId);
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
  const current = await currentSuppressions(trx, row);
  const [longest] = current;
  // What a report closed may be taken back. A no that is said again is saved beside it, so that it stays.
  const lasting = current.find(({ isOfReport }) => !isOfReport);
  if (lasting && (replaces ? untilOf(lasting) === (until ?? Infinity) : untilOf(lasting) >= (until ?? Infinity)))
    return { id: lasting.id, wasOpen: false, changed: false, alsoFor: [] };
  if (longest && replaces) await replaceSuppressions(trx, row, at);
  const id = newId();
  await insertSuppression(trx, { ...row, id, setBy, by, at, until });
  // What people say of an address counts for who had it; that it refuses emails says nothing about another address.
  const alsoFor = setBy === 'system' ? [] : await formerHolders(trx, whom);
  for (const leadId of alsoFor) await suppress(trx, newId, { scope: 'lead', subject: leadId }, closing);
  return { id, wasOpen: !longest || untilOf(longest) <= at, changed: true, alsoFor };
}

const untilOf = ({ until }: { readonly until: Date | null }): Instant => until?.getTime() ?? Infinity;
