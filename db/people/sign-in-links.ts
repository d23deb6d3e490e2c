import { sql } from 'kysely';
import { realTimeIn } from '../system/api-keys.ts';
import type { Db } from '../database.ts';
import { hashOf, newToken } from './sessions.ts';

export interface NewLink {
  /** Undefined: the person who opens it becomes the first administrator. */
  readonly personId?: string | undefined;
  /** The token of the browser that asked for it; undefined for a link that an operator gets, which works in every browser. */
  readonly browser?: string | undefined;
  /** The path that the person wanted to see. */
  readonly returnTo?: string | undefined;
  /** Real milliseconds. */
  readonly livesFor: number;
}

/** Makes a link that signs in once. @returns its token, which can't be read again */
export async function makeSignInLink(db: Db, { personId, browser, returnTo = '/', livesFor }: NewLink): Promise<string> {
  const token = newToken();
  await db
    .insertInto('signInLinks')
    .values({
      hash: hashOf(token),
      personId: personId ?? null,
      browser: browser === undefined ? null : hashOf(browser),
      returnTo,
      realExpiresAt: realTimeIn(livesFor),
    })
    .execute();
  return token;
}

export interface OpenLink {
  readonly personId: string | null;
  readonly returnTo: string;
  /** Whether this browser may use it. */
  readonly isOurs: boolean;
}

/** A link that still works; undefined after its use or its end. */
export async function openLink(db: Db, token: string, browser: string | undefined): Promise<OpenLink | undefined> {
  const { rows } = await sql<OpenLink>`
    select person_id, return_to, coalesce(browser = ${hashOf(browser ?? '')}, true) as is_ours from sign_in_links
    where hash = ${hashOf(token)} and real_used_at is null and real_expires_at > now()`.execute(db);
  return rows[0];
}

/** Uses a link, once: of two simultaneous uses, one succeeds. */
export async function useLink(db: Db, token: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('signInLinks')
    .set({ realUsedAt: sql<Date>`now()` })
    .where('hash', '=', hashOf(token))
    .where('realUsedAt', 'is', null)
    .where('realExpiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether a link waits that would make the first administrator. */
export async function isFirstAwaited(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select from sign_in_links where person_id is null and real_used_at is null and real_expires_at > now() limit 1`.execute(db);
  return rows.length > 0;
}
