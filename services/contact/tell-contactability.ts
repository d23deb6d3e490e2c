import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { asksAgainAfter, contactability, isClosedForGood, type Contactability } from '../../domain/contact/contactability.ts';
import { channels, type Channel } from '../../domain/contact/suppression.ts';
import { concerning, programOf } from '../../db/contact/concerning.ts';
import type { Db, Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { consentsJson, suppressionsJson } from '../../db/contact/permissions.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { livingStates } from '../../domain/lead/enrolment-states.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { OutboxMessage } from '../../domain/lead/messages.ts';
import { enqueue } from '../../db/system/outbox.ts';

/** What decides by which channels a lead may be reached. */
export type ContactPolicy = Pick<Policy, 'consent'>;

interface News {
  readonly at: Instant;
  /** The code of the reason. */
  readonly because: string;
  /** The id of the engagement that did it, if one did. */
  readonly by?: string | undefined;
  /** Something was opened again. */
  readonly lifted?: true;
}

/** Tells the program that runs for a lead, if one does, by which channels it may be reached now. */
export const tellContactability = (
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { leadId, ...news }: News & { readonly leadId: string },
): Promise<void> => tell(trx, policy, newId, [leadId], news);

/** Leads that are told in one transaction. */
const PAGE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Tells the programs of all leads whom a suppression concerns, a page at a time, each in a transaction of its own. Nobody is
 * written to in the meantime: a touch asks Postgres.
 */
export async function tellConcerned(
  db: Db,
  policy: ContactPolicy,
  newId: () => string,
  suppressionId: string,
  news: News,
): Promise<void> {
  for (let after = FIRST; ;) {
    const ids = await concernedInPrograms(db, suppressionId, after);
    if (ids.length > 0) await inTransaction(db, (trx) => tell(trx, policy, newId, ids, news));
    const last = ids.at(-1);
    if (last === undefined || ids.length < PAGE) return;
    after = last;
  }
}

async function concernedInPrograms(db: Db, suppressionId: string, after: string): Promise<string[]> {
  const rows = await db
    .selectFrom('enrolments')
    .innerJoin('leads', 'leads.id', 'enrolments.leadId')
    .innerJoin('suppressions as s', (join) => join.on('s.id', '=', suppressionId))
    .where('enrolments.state', 'in', livingStates)
    .where('leads.id', '>', after)
    .where(concerning('leads'))
    .select('leads.id')
    .orderBy('leads.id')
    .limit(PAGE)
    .execute();
  return rows.map(({ id }) => id);
}

async function tell(
  trx: Trx,
  { consent }: ContactPolicy,
  newId: () => string,
  leadIds: readonly string[],
  { at, because, by, lifted }: News,
): Promise<void> {
  const leads = await trx
    .selectFrom('leads')
    .where('leads.id', 'in', leadIds)
    .select(['leads.id', programOf('leads').as('program'), consentsJson.as('consents'), suppressionsJson().as('suppressions')])
    .execute();
  const running = leads.filter(({ program }) => program !== null);
  const messages = running.map(({ id: leadId, consents, suppressions }) => {
    const unreachable = kindsOf(channels).every((channel) => isClosedForGood(suppressions, channel, at));
    const may = (channel: Channel) => mayEver(contactability(consent, consents, suppressions, channel, at));
    const payload = {
      id: newId(),
      at,
      email: may('email'),
      phone: may('phone'),
      because,
      ...(by && { by }),
      ...(lifted && { lifted }),
      ...(unreachable && { unreachable: true as const }),
    };
    const message: OutboxMessage = { type: 'signal', name: 'contactabilityChanged', payload };
    return { id: newId(), leadId, message, at, urgent: true };
  });
  await enqueue(trx, messages);
  const toBeWrittenTo = leads.filter(({ suppressions }) => isClosedForGood(suppressions, 'phone', at)).map(({ id }) => id);
  await turnCalls(trx, leadIds, new Set(toBeWrittenTo), at);
}

/** An open call to somebody whose phone is closed now becomes an email, and the other way round. */
async function turnCalls(trx: Trx, leadIds: readonly string[], toBeWrittenTo: ReadonlySet<string>, at: Instant): Promise<void> {
  for (const [from, to, ids] of [
    ['call', 'email', leadIds.filter((id) => toBeWrittenTo.has(id))],
    ['email', 'call', leadIds.filter((id) => !toBeWrittenTo.has(id))],
  ] as const)
    if (ids.length > 0)
      await sql`
        with turned as (
          update tasks set kind = ${to} where lead_id = any(${ids}::uuid[]) and kind = ${from} and state = 'open' returning lead_id
        )
        insert into lead_events (lead_id, at, kind, data)
        select lead_id, ${new Date(at)}::timestamptz, 'taskBecame', jsonb_build_object('from', ${from}::text, 'to', ${to}::text) from turned`.execute(
        trx,
      );
}

/** What is closed for a while is not closed for a program: its emails wait for the end. */
const mayEver = (verdict: Contactability): boolean =>
  verdict.may || verdict.until !== undefined || asksAgainAfter(verdict.because) !== undefined;
