import { sql, type Selectable } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { mailboxOf, patience } from '../../domain/contact/confirmation.ts';
import type { ConsentBasis } from '../../domain/contact/consent.ts';
import type { EngagementKind } from '../../domain/scoring/engagement.ts';
import type { Claim } from '../columns.ts';
import type { Db, Trx } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { DB } from '../schema.gen.ts';
import type { PageAfter } from '../page.ts';

/** The origin of a request, or of its confirmation. */
export interface Visitor {
  readonly ip?: string | undefined;
  readonly agent?: string | undefined;
}

/** A request that counts once the owner of the address has confirmed it. */
export interface NewRequest {
  /** Repeating an id repeats the request. */
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  /** Where it was submitted: `form/demo`. */
  readonly source: string;
  /** In our words: `for a demo`. */
  readonly askedFor: string;
  /** The engagement that it counts as once it is confirmed. */
  readonly kind: EngagementKind | null;
  readonly basis: ConsentBasis;
  /** The sentence that they agree to, and its version. */
  readonly wording: { readonly version: string; readonly body: string };
  readonly campaignId: string | null;
  /** The page with the form. */
  readonly page: string | null;
  readonly claim: Claim;
}

export type RequestRow = Selectable<DB['confirmations']>;

/**
 * Saves a request, and schedules the emails to the owner of the address: the first one now, and a reminder, unless the mailbox was
 * asked recently. A repeated submission by the same person to the same form renews the waiting request.
 * @returns the instant from which the mailbox may be asked, if that is not now
 */
export async function saveRequest(
  trx: Trx,
  request: NewRequest,
  { ip, agent }: Visitor,
  at: Instant,
): Promise<Instant | undefined> {
  const { wording, claim, id, ...asked } = request;
  const mailbox = mailboxOf(asked.emailKey);
  await sql`${prepared}
    with wording as (insert into wordings (version, body) values (${wording.version}, ${wording.body}) on conflict do nothing)
    ${locking(mailbox)}`.execute(trx);
  const { rows } = await sql<Pick<RequestRow, 'id' | 'claim'>>`${prepared}
    select id, claim from confirmations
    where email_key = ${asked.emailKey} and source = ${asked.source} and state = 'waiting' for update`.execute(trx);
  const [before] = rows;
  const newest = {
    ...asked,
    wording: wording.version,
    claim: JSON.stringify({ ...claim, ...bothWords(before?.claim?.words, claim.words) }),
    askedAt: new Date(at),
    askedIp: ip ?? null,
    askedAgent: agent ?? null,
    expiresAt: new Date(at + patience.expiresAfter),
  };
  const values = trx.insertInto('confirmations').values({ id: before?.id ?? id, ...newest });
  const saved = await values
    .onConflict((conflict) => (before ? conflict.column('id').doUpdateSet(newest) : conflict.column('id').doNothing()))
    .returning('id')
    .executeTakeFirst();
  return saved && (await leaveEmails(trx, saved.id, mailbox, at));
}

/**
 * Lets a waiting request wait as long as a new one, and schedules one more email to the owner of its address.
 * @returns the instant from which the mailbox may be asked, if that is not now
 */
export async function renewRequest(
  trx: Trx,
  { id, emailKey }: Pick<RequestRow, 'id' | 'emailKey'>,
  at: Instant,
): Promise<Instant | undefined> {
  const mailbox = mailboxOf(emailKey);
  await locking(mailbox).execute(trx);
  const expiresAt = new Date(at + patience.expiresAfter);
  await trx.updateTable('confirmations').set({ expiresAt }).where('id', '=', id).execute();
  return await leaveEmails(trx, id, mailbox, at);
}

/** SQL: lets nobody else ask a mailbox until the transaction ends. */
const locking = (mailbox: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`confirm ${mailbox}`}, 0))`;

/** The fields are those submitted last; all messages are saved. */
function bothWords(before = '', now = ''): { words?: string } {
  const words = before.includes(now) ? before : [before, now].filter(Boolean).join('\n\n');
  return words === '' ? {} : { words: words.slice(-MOST_WORDS) };
}

const MOST_WORDS = 20_000;

async function leaveEmails(trx: Trx, confirmationId: string, mailbox: string, at: Instant): Promise<Instant | undefined> {
  const { remindsAfter } = patience;
  const { rows: asked } = await sql<AskedBefore>`${prepared}
    select e.due_at, c.state = 'waiting' as waits, c.state <> 'confirmed' and e.state <> 'never' as counts, c.id = ${confirmationId} as is_mine
    from confirmation_emails as e join confirmations as c on c.id = e.confirmation_id
    where e.mailbox = ${mailbox} and (e.due_at > ${new Date(at - patience.month)} or c.id = ${confirmationId}) order by e.due_at`.execute(
    trx,
  );
  const again = mayBeAskedFrom(asked, at);
  if (again > at) return again;
  const mine = asked.filter(({ isMine }) => isMine).length;
  const dueAt = mine === 0 ? [at, at + remindsAfter] : [at];
  const emails = dueAt.map((due, n) => ({ confirmationId, nth: mine + n + 1, mailbox, dueAt: new Date(due) }));
  await trx.insertInto('confirmationEmails').values(emails).execute();
  return undefined;
}

interface AskedBefore {
  readonly dueAt: Date;
  readonly waits: boolean;
  /** Whether it counts towards the most in a month. */
  readonly counts: boolean;
  readonly isMine: boolean;
}

/** From when on a mailbox may be asked: a day from any other email that asks, and only so often in a month. */
function mayBeAskedFrom(asked: readonly AskedBefore[], at: Instant): Instant {
  const { quiet, month, mostInAMonth } = patience;
  const due = ({ dueAt }: AskedBefore) => dueAt.getTime();
  const near = asked.filter((one) => one.waits && due(one) > at - quiet && due(one) <= at + quiet).map(due);
  const counted = asked.filter(({ counts }) => counts).map(due);
  return Math.max(at, ...near.map((one) => one + quiet), (counted.at(-mostInAMonth) ?? -Infinity) + month);
}

export const requestById = (db: Db, id: string): Promise<RequestRow | undefined> =>
  db.selectFrom('confirmations').selectAll().where('id', '=', id).executeTakeFirst();

/** A request that waits, by its id, or the latest one of an address; nobody else changes it until the transaction ends. */
export const lockWaiting = (
  trx: Trx,
  which: { readonly id: string } | { readonly emailKey: string },
  at: Instant,
): Promise<RequestRow | undefined> =>
  trx
    .selectFrom('confirmations')
    .selectAll()
    .where((eb) => ('id' in which ? eb('id', '=', which.id) : eb('emailKey', '=', which.emailKey)))
    .where('state', '=', 'waiting')
    .where('expiresAt', '>', new Date(at))
    .orderBy('askedAt', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();

/** The waiting requests of an address, oldest first, each with the sentence that they agree to. */
export const waitingFor = (db: Db, emailKey: string, at: Instant) =>
  db
    .selectFrom('confirmations')
    .innerJoin('wordings', 'wordings.version', 'confirmations.wording')
    .selectAll('confirmations')
    .select('wordings.body')
    .where('emailKey', '=', emailKey)
    .where('state', '=', 'waiting')
    .where('expiresAt', '>', new Date(at))
    .orderBy('askedAt')
    .execute();

/**
 * Marks requests of one address as confirmed, with the proof, and deletes their claims, which the lead now has. Of two simultaneous
 * confirmations, the second finds nothing left.
 * @returns the requests as they were
 */
export async function confirmRequests(
  trx: Trx,
  { ids, emailKey, at }: { ids: readonly string[]; emailKey: string; at: Instant },
  { ip, agent }: Visitor,
): Promise<RequestRow[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('confirmations')
    .selectAll()
    .where('id', 'in', ids)
    .where('emailKey', '=', emailKey)
    .where('state', '=', 'waiting')
    .where('expiresAt', '>', new Date(at))
    .orderBy('askedAt')
    .forUpdate()
    .execute();
  if (rows.length === 0) return [];
  await trx
    .updateTable('confirmations')
    .set({ state: 'confirmed', claim: null, confirmedAt: new Date(at), confirmedIp: ip ?? null, confirmedAgent: agent ?? null })
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  return rows;
}

/** Ends requests that were not confirmed in time, and deletes their claims. @returns how many */
export async function expireRequests(db: Db, at: Instant): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('confirmations')
    .set({ state: 'expired', claim: null })
    .where('state', '=', 'waiting')
    .where('expiresAt', '<=', new Date(at))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Requests that await confirmation, newest first, with the visitors' unverified claims. */
export const pendingRequests = (db: Db, { after, limit }: PageAfter) =>
  db
    .selectFrom('confirmations')
    .select(['id', 'email', 'source', 'askedFor', 'kind', 'claim', 'askedAt', 'expiresAt'])
    .select((eb) =>
      eb
        .selectFrom('confirmationEmails')
        .whereRef('confirmationId', '=', 'confirmations.id')
        .select((sub) => sub.fn.max('sentAt').as('sentAt'))
        .as('sentAt'),
    )
    .where('state', '=', 'waiting')
    .$if(after !== undefined, (query) => query.where('id', '<', after!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
