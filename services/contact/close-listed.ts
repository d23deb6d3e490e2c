import type { Instant } from '../../domain/time/clock.ts';
import { reasonSpec, type Channel, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { leadsBySubjects } from '../../db/contact/suppression-list.ts';
import type { Db } from '../../db/database.ts';
import { suppress } from './close-channel.ts';
import { tellConcerned, tellLeads, type ContactPolicy } from './tell-contactability.ts';

/** A line of a list of people, numbers and domains that must not be contacted. */
export interface Listed {
  readonly scope: 'address' | 'domain';
  /** The key of a mailbox, a number, the hash of an address, or a domain. */
  readonly subject: string;
  readonly reason: SuppressionReason;
  readonly channel?: Channel | 'all' | undefined;
  readonly until?: Instant | undefined;
}

/**
 * Closes channels for a page of a list, whether or not Trellis knows the people; it adds no leads. It also applies to leads that
 * are added later. The programs of known leads are told.
 * @returns how many lines closed something that was open, and how many leads they concern now
 */
export async function closeListed(
  db: Db,
  policy: ContactPolicy,
  newId: () => string,
  lines: readonly Listed[],
  { at, by }: { readonly at: Instant; readonly by: string },
): Promise<{ readonly closed: number; readonly leads: number }> {
  const leads = await leadsBySubjects(
    db,
    lines.flatMap(({ scope, subject }) => (scope === 'address' ? [subject] : [])),
  );
  const widely: { id: string; reason: SuppressionReason }[] = [];
  const closed = await inTransaction(db, async (trx) => {
    let count = 0;
    for (const { scope, subject, ...closing } of lines) {
      const done = await suppress(trx, newId, { scope, subject }, { ...closing, at, by });
      if (!done.changed) continue;
      count++;
      await tellLeads(trx, policy, newId, done.alsoFor, { at, because: closing.reason });
      if (scope === 'domain') widely.push({ id: done.id, reason: closing.reason });
      else if (leads.get(subject)) await tellLeads(trx, policy, newId, leads.get(subject)!, { at, because: closing.reason });
    }
    return count;
  });
  for (const { id, reason } of widely)
    if (reasonSpec(reason).passes === undefined) await tellConcerned(db, policy, newId, id, { at, because: reason });
  return { closed, leads: new Set([...leads.values()].flat()).size };
}
