import type { Db } from '../../db/database.ts';
import { recentAnswers } from '../../db/leads/domain-answers.ts';
import { beginAct, listActs } from '../../db/system/audit.ts';
import { dayOfSending } from '../../db/touches/day-of-sending.ts';
import { isSuspect, type SendingPolicy } from '../../domain/contact/sending-policy.ts';
import { isDoubtful } from '../../domain/people/domain-doubt.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';

/**
 * Writes into the audit log, at most once a day, that operations are to look at the sending: too many emails bounce or cause
 * complaints, or DNS says of too many domains that they take no email. An alert follows.
 * @returns 0: it never needs to be repeated
 */
export async function watchSending(
  db: Db,
  policy: { readonly sending: SendingPolicy },
  newId: () => string,
  at: Instant,
): Promise<0> {
  const found = await suspicions(db, policy, at);
  if (!found) return 0;
  const [last] = await listActs(db, { action: 'sending.suspect', from: at - DAY, limit: 1 });
  if (last) return 0;
  await beginAct(db, { id: newId(), at, principal: 'Trellis', action: 'sending.suspect', subjects: [], detail: found }, 'done');
  return 0;
}

/** What is wrong with the sending of the last day; undefined if nothing is. */
export async function suspicions(db: Db, { sending }: { readonly sending: SendingPolicy }, at: Instant) {
  const [day, domains] = [await dayOfSending(db, at), await recentAnswers(db)];
  return isSuspect(sending, day) || isDoubtful(domains)
    ? { ...day, domainsWithout: domains.without, domains: domains.domains }
    : undefined;
}
