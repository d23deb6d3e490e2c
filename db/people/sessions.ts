import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Principal } from '../system/api-keys.ts';
import type { Db } from '../database.ts';
import { asPerson, peopleNow, type PersonRow } from './person.ts';

/** How long a session lasts, in real milliseconds. */
export interface SessionLives {
  /** Without a request. */
  readonly idle: number;
  /** At the most. */
  readonly longest: number;
}

/** 256 random bits, to be given away once; only its hash is saved. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** SQL: whether a session still lasts, by Postgres' clock. */
const lasts = ({ idle, longest }: SessionLives) => sql<boolean>`(
  session.real_ended_at is null
  and session.real_seen_at > now() - make_interval(secs => ${idle / 1000})
  and session.real_began_at > now() - make_interval(secs => ${longest / 1000}))`;

/** Begins a session. @param browser its name, for the list of sessions */
export async function beginSession(
  db: Db,
  personId: string,
  browser: string | undefined,
): Promise<{ id: string; token: string }> {
  const token = newToken();
  const now = sql<Date>`now()`;
  const { id } = await db
    .insertInto('sessions')
    .values({ hash: hashOf(token), personId, browser: browser ?? null, realBeganAt: now, realSeenAt: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, token };
}

/** The principal of a session; undefined if it has ended, or if the person has left. A role takes effect at once. */
export async function principalOfSession(db: Db, token: string, lives: SessionLives): Promise<Principal | undefined> {
  const { rows } = await sql<PersonRow & { sessionId: string; seenLongAgo: boolean }>`
    select person.*, session.id as session_id, session.real_seen_at < now() - interval '1 minute' as seen_long_ago
    from sessions as session join ${peopleNow} as person on person.id = session.person_id
    where session.hash = ${hashOf(token)} and ${lasts(lives)}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  if (row.seenLongAgo) noteUse(db, row.sessionId);
  const { id, name, role, repId } = asPerson(row);
  return { id, name, role, repId, sessionId: row.sessionId };
}

/** Runs in the background. */
function noteUse(db: Db, id: string): void {
  const query = sql`update sessions set real_seen_at = now() where id = ${id} and real_seen_at < now() - interval '1 minute'`;
  // On a read-only database, a session may still be used to read.
  void query.execute(db).catch(() => {});
}

/** Of some sessions, those that last, with the role and the team of their people. A page that only listens does not prolong its session. */
export async function lastingSessions(db: Db, ids: readonly string[], lives: SessionLives) {
  const { rows } = await sql<PersonRow & { sessionId: string; teamId: string | null }>`
    select person.*, session.id as session_id, reps.team_id
    from sessions as session join ${peopleNow} as person on person.id = session.person_id
      left join reps on person.rep_role is not null and reps.id = person.id
    where session.id = any(${ids}::uuid[]) and ${lasts(lives)}`.execute(db);
  return new Map(rows.map(({ teamId, sessionId, ...row }) => [sessionId, { role: asPerson(row).role, teamId }]));
}

export interface ListedSession {
  readonly id: string;
  readonly person: string;
  readonly personId: string;
  readonly browser: string | null;
  readonly beganAt: Date;
  readonly seenAt: Date;
}

/** Sessions that last, the most recently used first. @param personId whose; everybody's by default */
export async function listSessions(db: Db, lives: SessionLives, personId?: string): Promise<ListedSession[]> {
  const { rows } = await sql<ListedSession>`
    select session.id, person.name as person, person.id as person_id, session.browser,
      session.real_began_at as began_at, session.real_seen_at as seen_at
    from sessions as session join ${peopleNow} as person on person.id = session.person_id
    where ${lasts(lives)} and ${personId === undefined ? sql`true` : sql`person.id::text = ${personId}`}
    order by session.real_seen_at desc, session.id`.execute(db);
  return rows;
}

/** Ends a session. @param personId whose it must be; anybody's by default @returns whether there was one to end */
export async function endSession(db: Db, id: string, personId?: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({ realEndedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .where('realEndedAt', 'is', null)
    .$if(personId !== undefined, (query) => query.where(sql`person_id::text`, '=', personId!))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends all sessions of a person, or all but one. */
export async function endSessionsOf(db: Db, personId: string, except?: string): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ realEndedAt: sql<Date>`now()` })
    .where(sql`person_id::text`, '=', personId)
    .where('realEndedAt', 'is', null)
    .$if(except !== undefined, (query) => query.where('id', '<>', except!))
    .execute();
}

/** Deletes what no longer opens anything: links and sessions that ended a month ago. @returns how many */
export async function deleteEnded(db: Db, { longest }: SessionLives): Promise<number> {
  const links = await sql`delete from sign_in_links where real_expires_at < now() - interval '30 days'`.execute(db);
  const sessions = await sql`
    delete from sessions where real_ended_at < now() - interval '30 days'
      or real_began_at < now() - interval '30 days' - make_interval(secs => ${longest / 1000})`.execute(db);
  return Number((links.numAffectedRows ?? 0n) + (sessions.numAffectedRows ?? 0n));
}
