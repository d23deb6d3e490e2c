import type { Instant } from '../../domain/time/clock.ts';
import { asksAgainAfter, contactability, isClosedForGood, type Contactability } from '../../domain/contact/contactability.ts';
import { channels, type Channel } from '../../domain/contact/suppression.ts';
import { concernedInPrograms, programsAndPermissions } from '../../db/contact/permissions.ts';
import type { Db, Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { OutboxMessage } from '../../domain/lead/messages.ts';
import { turnTasks } from '../../db/tasks/tasks.ts';
import { enqueue } from '../../db/system/outbox.ts';

/** The parts of the policy that decide which channels may reach a lead. */
export type ContactPolicy = Pick<Policy, 'consent'>;

interface News {
  readonly at: Instant;
  /** The code of the reason. */
  readonly because: string;
  /** The id of the engagement that caused it, if any. */
  readonly by?: string | undefined;
  /** Whether something was opened. */
  readonly lifted?: true;
}

/** Tells the programs that run for a lead, if any, which channels may reach the lead now. */
export const tellContactability = (
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { leadId, ...news }: News & { readonly leadId: string },
): Promise<void> => tellLeads(trx, policy, newId, [leadId], news);

/** How many leads one transaction tells. */
const PAGE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Tells the programs of all leads a suppression covers, one page of leads for each transaction. The suppression already applies:
 * each touch checks Postgres before it sends.
 */
export async function tellConcerned(
  db: Db,
  policy: ContactPolicy,
  newId: () => string,
  suppressionId: string,
  news: News,
): Promise<void> {
  for (let after = FIRST; ;) {
    const ids = await concernedInPrograms(db, suppressionId, { after, limit: PAGE });
    if (ids.length > 0) await inTransaction(db, (trx) => tellLeads(trx, policy, newId, ids, news));
    const last = ids.at(-1);
    if (last === undefined || ids.length < PAGE) return;
    after = last;
  }
}

/** The same for several leads. */
export async function tellLeads(
  trx: Trx,
  { consent }: ContactPolicy,
  newId: () => string,
  leadIds: readonly string[],
  { at, because, by, lifted }: News,
): Promise<void> {
  if (leadIds.length === 0) return;
  const leads = await programsAndPermissions(trx, leadIds);
  const running = leads.filter(({ program }) => program !== null);
  const messages = running.map(({ id: leadId, lane, consents, suppressions }) => {
    const unreachable = kindsOf(channels).every((channel) => isClosedForGood(suppressions, channel, at));
    const may = (channel: Channel) => mayEver(contactability(consent, consents, suppressions, channel, at));
    const payload = {
      id: newId(),
      at,
      email: may('email'),
      phone: may('phone'),
      because,
      by,
      lifted,
      unreachable: unreachable ? (true as const) : undefined,
    };
    const message: OutboxMessage = { type: 'signal', lane: lane ?? undefined, name: 'contactabilityChanged', payload };
    return { id: newId(), leadId, message, at, urgent: true };
  });
  await enqueue(trx, messages);
  const toBeWrittenTo = leads.filter(({ suppressions }) => isClosedForGood(suppressions, 'phone', at)).map(({ id }) => id);
  await turnCalls(trx, leadIds, new Set(toBeWrittenTo), at);
}

/** Turns open calls into emails for leads whose phone is closed, and back again for the others. */
async function turnCalls(trx: Trx, leadIds: readonly string[], toBeWrittenTo: ReadonlySet<string>, at: Instant): Promise<void> {
  for (const [from, to, ids] of [
    ['call', 'email', leadIds.filter((id) => toBeWrittenTo.has(id))],
    ['email', 'call', leadIds.filter((id) => !toBeWrittenTo.has(id))],
  ] as const)
    if (ids.length > 0) await turnTasks(trx, ids, from, to, at);
}

/** Whether the channel may be used now or later. A temporary suppression does not close a channel for a program: its emails wait. */
const mayEver = (verdict: Contactability): boolean =>
  verdict.may || verdict.until !== undefined || asksAgainAfter(verdict.because) !== undefined;
