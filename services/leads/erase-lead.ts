import { erasePerson, lockPerson, lockTwins, markErased, personalRows } from '../../db/leads/erase-lead.ts';
import type { DataSubject } from '../../db/leads/personal-data.ts';
import { formerAddresses } from '../../db/leads/former-addresses.ts';
import { recordEvent } from '../../db/leads/lead-events.ts';
import { hasOpenDeal } from '../../db/accounts/opportunities.ts';
import { closeTask, isOfProgram, openTasksAbout } from '../../db/tasks/tasks.ts';
import { salesTaskKinds } from '../../domain/sales/task-kinds.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../../db/database.ts';
import { closeChannel } from '../contact/close-channel.ts';
import type { ContactPolicy } from '../contact/tell-contactability.ts';

interface Erasing {
  readonly leadId: string;
  readonly at: Instant;
  /** The name of the key. */
  readonly by: string;
  /** Nobody asked: the time for which data stays is over. */
  readonly tooOld?: boolean;
}

export type Erased =
  | { readonly state: 'unknown' }
  | { readonly state: 'erasedBefore' }
  /** A salesperson works with them. */
  | { readonly state: 'inDeal' }
  | { readonly state: 'erased'; readonly rows: Readonly<Record<string, number>> };

/**
 * Erases a person: their program ends, their tasks close, and no table says any more who they were or what they said. Ids, codes and times
 * stay for the numbers. The address is remembered as a hash, so that a file can't bring them back.
 */
export async function eraseLead(
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { leadId, at, by, tooOld }: Erasing,
): Promise<Erased> {
  const person = await lockPerson(trx, leadId);
  if (!person) return { state: 'unknown' };
  if (person.erasedAt) return { state: 'erasedBefore' };
  const tasks = await openTasksAbout(trx, leadId);
  if (tasks.some(({ kind }) => salesTaskKinds.includes(kind)) || (await hasOpenDeal(trx, leadId))) return { state: 'inDeal' };
  for (const task of tasks.filter((one) => !isOfProgram(one))) await closeTask(trx, task.id, 'cancelled', 'erased', at);
  // Their program ends and closes its own task, because no channel is open any more.
  await closeChannel(trx, policy, newId, { leadId, reason: 'legal', at, by });
  const otherSelves = await otherSelvesOf(trx, person);
  const rows = await erasePerson(trx, person);
  await markErased(trx, person, at);
  for (const same of otherSelves) {
    await erasePerson(trx, same);
    await markErased(trx, same, at);
  }
  await recordEvent(trx, { leadId, at, by, kind: 'erased', data: { tooOld } });
  return { state: 'erased', rows };
}

/** Everything that is stored about a person, by table; undefined if there is no such lead. */
export async function exportLead(db: Db, leadId: string): Promise<Readonly<Record<string, readonly unknown[]>> | undefined> {
  return await db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, leadId);
    return person && (await personalRows(trx, [person, ...(await otherSelvesOf(trx, person))]));
  });
}

/** A person under the addresses that they had, and as the leads that were merged into theirs. */
const otherSelvesOf = async (trx: Trx, person: DataSubject): Promise<DataSubject[]> => [
  ...(await formerAddresses(trx, person.id)).map(({ email, emailKey }) => ({ ...person, email, emailKey })),
  ...(await lockTwins(trx, person.id)),
];
