import type { Instant } from '../domain/clock.ts';
import { contactability } from '../domain/contactability.ts';
import { suppressionReasons, type Channel, type SuppressionReason } from '../domain/suppression.ts';
import type { Db } from './database.ts';
import { enqueueIfRunning } from './outbox.ts';
import { permissionsOf } from './permissions.ts';

interface ClosedChannel {
  readonly leadId: string;
  /** Missing: the channel that the reason is about. */
  readonly channel?: Channel | 'all';
  readonly reason: SuppressionReason;
  readonly at: Instant;
  readonly until?: Instant;
}

/**
 * Closes a channel of a lead as far as its reason reaches, and tells the program that runs for it. Again changes nothing.
 * Call it in a transaction: both or none.
 * @returns whether it was open before
 */
export async function closeChannel(db: Db, newId: () => string, closed: ClosedChannel): Promise<boolean> {
  const { leadId, reason, at, until } = closed;
  const { scope, setBy } = suppressionReasons[reason];
  const channel = closed.channel ?? suppressionReasons[reason].channel;
  const lead = await db
    .selectFrom('leads')
    .select(['id', 'emailKey', 'accountId'])
    .where('id', '=', leadId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const subjects = {
    lead: lead.id,
    address: lead.emailKey,
    domain: lead.emailKey.split('@')[1],
    account: lead.accountId,
    everybody: '',
  };
  const subject = subjects[scope] ?? lead.id;
  const standing = await db
    .selectFrom('suppressions')
    .select('id')
    .where((eb) => eb.and({ scope, subject, reason, channel }))
    .where('liftedAt', 'is', null)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>=', new Date(until ?? 8.64e15))]))
    .executeTakeFirst();
  if (standing) return false;
  const row = {
    id: newId(),
    scope,
    subject,
    channel,
    reason,
    setBy,
    at: new Date(at),
    until: until === undefined ? null : new Date(until),
  };
  await db.insertInto('suppressions').values(row).execute();
  await tellContactability(db, newId, { leadId, at, because: reason });
  return true;
}

/** Tells the program that runs for a lead, if one does, by which channels it may be reached now. */
export async function tellContactability(
  db: Db,
  newId: () => string,
  { leadId, at, because }: { leadId: string; at: Instant; because: string },
): Promise<void> {
  const { consents, suppressions } = await permissionsOf(db, leadId);
  // Closed until a date is not closed for a program: its mails wait for that date.
  const may = (channel: Channel) => {
    const verdict = contactability(consents, suppressions, channel, at);
    return verdict.may || verdict.until !== undefined;
  };
  const payload = { id: newId(), at, email: may('email'), phone: may('phone'), because };
  await enqueueIfRunning(db, { id: newId(), leadId, at, message: { type: 'signal', name: 'contactabilityChanged', payload } });
}
