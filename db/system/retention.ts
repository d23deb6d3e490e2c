import { sql, type RawBuilder } from 'kysely';
import { confirmationEmailStates, statesIn } from '../../domain/contact/touch-states.ts';
import { suppressionReasons, type ReasonSpec } from '../../domain/contact/suppression.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { RetainedKind } from '../../domain/people/retention-policy.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { concerning } from '../contact/concerning.ts';
import type { Db } from '../database.ts';
import { listed, living } from '../states.ts';

/** Rows that go, or lose something, once they are old. */
interface OldRows {
  readonly table: string;
  /** SQL: the instant from which their age counts. */
  readonly at: RawBuilder<unknown>;
  /** SQL: which of them. */
  readonly only?: RawBuilder<unknown> | ((limit: Instant) => RawBuilder<unknown>);
  /** SQL: what they lose; without it they are deleted. */
  readonly set?: RawBuilder<unknown>;
}

/** The kinds of data that go by erasing people. */
export type PeopleKind = 'saidNo' | 'quiet';

const isUnconfirmed = sql`state <> 'confirmed' and not exists (select from consents where confirmation_id = confirmations.id)`;
const unsentAlert = listed(statesIn(confirmationEmailStates, 'waits', 'leased'));

/** The rows of each kind of data, in the order in which they go. What still waits for somebody to read or deliver it stays. */
export const oldRows: Readonly<Record<Exclude<RetainedKind, PeopleKind>, readonly OldRows[]>> = {
  words: [
    { table: 'words', at: sql`(select at from engagements where id = engagement_id)` },
    { table: 'incoming_texts', at: sql`received_at` },
    { table: 'incoming_mails', at: sql`received_at`, only: sql`state <> 'unread'` },
  ],
  rawEmails: [
    {
      table: 'incoming_mails',
      at: sql`received_at`,
      only: sql`raw is not null and state in ('read', 'ours', 'dismissed')`,
      set: sql`raw = null`,
    },
  ],
  notes: [{ table: 'notes', at: sql`at` }],
  reports: [
    {
      table: 'dispositions',
      at: sql`at`,
      only: sql`(details <> '{}' or result is not null or undo is not null)`,
      set: sql`details = '{}', result = null, undo = null`,
    },
    { table: 'tasks', at: sql`closed_at`, only: sql`outcome !~ '^\\w+$'`, set: sql`outcome = 'done'` },
  ],
  engagements: [{ table: 'engagements', at: sql`at`, only: sql`data is not null`, set: sql`data = null` }],
  emails: [{ table: 'touches', at: sql`settled_at`, only: sql`fetched <> '{}'`, set: sql`fetched = '{}'` }],
  steps: [{ table: 'step_runs', at: sql`at`, only: sql`answer is not null`, set: sql`answer = null` }],
  providerCalls: [{ table: 'provider_calls', at: sql`at` }],
  unconfirmed: [
    {
      table: 'confirmation_emails',
      at: sql`(select expires_at from confirmations where id = confirmation_id and ${isUnconfirmed})`,
    },
    { table: 'confirmations', at: sql`expires_at`, only: isUnconfirmed },
  ],
  imports: [
    { table: 'import_rejections', at: sql`(select at from imports where id = import_id)` },
    {
      table: 'imports',
      at: sql`at`,
      only: sql`(reading -> 'sample' <> '[]' or reading -> 'unclear' <> '[]' or reading -> 'unread' <> '[]')`,
      set: sql`reading = reading || '{"sample": [], "unclear": [], "unread": []}'`,
    },
  ],
  refusals: [{ table: 'address_refusals', at: sql`last_at` }],
  absences: [{ table: 'absences', at: sql`ends_at` }],
  alerts: [{ table: 'alerts', at: sql`at`, only: sql`state not in ${unsentAlert}` }],
  events: [
    {
      table: 'outgoing_events',
      at: sql`at`,
      // Readers follow the numbers. The latest stays, so that none is used twice; a late event about long ago stays as long as those before it.
      only: (limit) => sql`seq < coalesce(
          (select min(seq) from outgoing_events where at >= ${new Date(limit)}), (select max(seq) from outgoing_events))
        and not exists (select from event_deliveries where event_id = outgoing_events.id and state = 'waiting')`,
    },
  ],
  requests: [{ table: 'idempotency_keys', at: sql`at` }],
  audit: [{ table: 'audit_log', at: sql`at` }],
};

/** Tables that hold what says who a person is, or what they did, and that stay as long as the person, or for good. */
export const whatStays: Readonly<Record<string, string>> = {
  leads: 'as long as the person: their name and address',
  accounts: 'a company is not a person',
  answers: 'as long as the person',
  facts: 'as long as the person',
  lead_events: 'as long as the person: their story',
  opportunities: 'as long as the person: deals and their amounts',
  brakes: 'as long as the person: why somebody stopped their emails',
  stuck_leads: 'until the lead makes progress',
  reps: 'employees, whom the staff file adds and removes',
  people: 'employees, whom an administrator invites and removes',
  page_visits: 'a month, or until the visitor is identified; then they are acts of the lead',
  sessions: 'until a month after they end',
  sign_in_links: 'until a month after they end',
  api_keys: 'a revoked key explains what was done with it',
  processes: 'until a process ends',
  form_rates: 'until the bucket is full again, within an hour',
  saved_reports: 'a day, then they are recounted',
  forecasts: 'for good: a month later they are compared with what happened',
  consents: 'for good: they prove what a person agreed to',
  suppressions: 'for good: who said no must not get an email again',
  erased_addresses: 'for good: a hash, so that a file can’t bring back somebody who was erased',
};

const before = (at: RawBuilder<unknown>, only: OldRows['only'], limit: Instant) =>
  sql`${at} < ${new Date(limit)} and ${typeof only === 'function' ? only(limit) : (only ?? sql`true`)}`;

export interface TooOld {
  readonly rows: number;
  readonly oldest: Date | null;
}

/** How many rows of a kind are too old, and since when the oldest is there. */
export async function countTooOld(db: Db, kind: RetainedKind, limit: Instant): Promise<TooOld> {
  const counts =
    kind === 'saidNo' || kind === 'quiet'
      ? [sql<TooOld>`select count(*)::int as rows, min(created_at) as oldest from leads where ${isForgettable[kind](limit)}`]
      : oldRows[kind].map(
          ({ table, at, only }) =>
            sql<TooOld>`select count(*)::int as rows, min(${at}) as oldest from ${sql.table(table)} where ${before(at, only, limit)}`,
        );
  const found = await Promise.all(counts.map(async (count) => (await count.execute(db)).rows[0]!));
  const oldest = found.flatMap((one) => one.oldest ?? []).toSorted((a, b) => a.getTime() - b.getTime());
  return { rows: found.reduce((sum, { rows }) => sum + rows, 0), oldest: oldest[0] ?? null };
}

/** Deletes, or empties, one page of rows that are too old. @returns how many */
export async function forgetPage(db: Db, { table, at, only, set }: OldRows, limit: Instant, most: number): Promise<number> {
  const page = sql`ctid in (select ctid from ${sql.table(table)} where ${before(at, only, limit)} limit ${most} for update skip locked)`;
  const change = set ? sql`update ${sql.table(table)} set ${set}` : sql`delete from ${sql.table(table)}`;
  const { numAffectedRows = 0n } = await sql`${change} where ${page}`.execute(db);
  return Number(numAffectedRows);
}

/** SQL: a lead that nobody has dealt with since an instant, and that is not a customer. */
function isIdle(limit: Instant) {
  const at = new Date(limit);
  return sql`leads.erased_at is null and leads.stage <> 'customer' and leads.created_at < ${at}
    and not exists (select from enrolments e where e.lead_id = leads.id and (e.state in ${living} or e.ended_at >= ${at}))
    and not exists (select from deferred_enrolments d where d.lead_id = leads.id)
    and not exists (select from tasks t where t.lead_id = leads.id and (t.state = 'open' or t.closed_at >= ${at}))
    and not exists (select from opportunities o where o.lead_id = leads.id and (o.closed_at is null or o.closed_at >= ${at}))
    and not exists (select from engagements g where g.lead_id = leads.id and g.human and g.at >= ${at})
    and not exists (select from consents c where c.lead_id = leads.id and c.at >= ${at})`;
}

/** The reasons that mean a person says no for good. */
const noes = listed(kindsOf<string, ReasonSpec>(suppressionReasons, (row) => row.setBy === 'person' && !row.passes && !row.told));

const isForgettable: Readonly<Record<PeopleKind, (limit: Instant) => RawBuilder<unknown>>> = {
  saidNo: (limit) => sql`${isIdle(limit)} and exists (
    select from suppressions s
    where s.lifted_at is null and s.reason in ${noes} and s.at < ${new Date(limit)} and ${concerning('leads')})`,
  quiet: isIdle,
};

/** A page of people to forget, by id. */
export async function peopleToForget(db: Db, kind: PeopleKind, limit: Instant, after: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from leads where ${isForgettable[kind](limit)} and id > ${after}::uuid order by id limit ${most}`.execute(db);
  return rows.map(({ id }) => id);
}
