import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { AuditOutcome } from '../columns.ts';
import type { Db } from '../database.ts';
import type { PageAfter } from '../page.ts';

/** A mutation that someone makes. */
export interface Act {
  readonly id: string;
  readonly at: Instant;
  /** The id of the key; undefined for the command line. */
  readonly keyId?: string | undefined;
  /** The holder of the key, for people. */
  readonly principal: string;
  /** The procedure: `campaigns.launch`. */
  readonly action: string;
  /** The ids of what is changed. */
  readonly subjects: readonly string[];
  /** Ids, codes and numbers; never names, addresses or words of people. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Records who does what, before it is done. The record `begun` remains if the process dies. */
export async function beginAct(
  db: Db,
  { at, subjects, detail = {}, ...act }: Act,
  outcome: AuditOutcome = 'begun',
): Promise<void> {
  await db
    .insertInto('auditLog')
    .values({ ...act, at: new Date(at), subjects: [...subjects], outcome, detail: JSON.stringify(detail) })
    .execute();
}

interface Ending {
  readonly outcome: AuditOutcome;
  /** Added to those recorded before. */
  readonly subjects: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Records the result of a mutation. */
export async function endAct(db: Db, id: string, { outcome, subjects, detail }: Ending): Promise<void> {
  await db
    .updateTable('auditLog')
    .set({
      outcome,
      subjects: sql<string[]>`array(select distinct unnest(subjects || ${[...subjects]}::text[]) order by 1)`,
      detail: sql<string>`detail || ${JSON.stringify(detail)}::jsonb`,
    })
    .where('id', '=', id)
    .execute();
}

export interface ActFilter extends PageAfter {
  /** The name of a key's holder, or the id of a key. */
  readonly principal?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
}

/** Who can make mutations: the holders of keys, the ids of keys, and people. */
export async function principalNames(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select principal as name from api_keys union select id from api_keys union select name from people`.execute(db);
  return rows.map(({ name }) => name);
}

/** A page of mutations, newest first. */
export async function listActs(db: Db, { principal, action, subject, from, until, after, limit }: ActFilter) {
  const rows = await db
    .selectFrom('auditLog')
    .selectAll()
    .$if(principal !== undefined, (query) =>
      query.where((eb) => eb.or([eb('principal', '=', principal ?? ''), eb('keyId', '=', principal ?? '')])),
    )
    .$if(action !== undefined, (query) => query.where('action', '=', action ?? ''))
    .$if(subject !== undefined, (query) => query.where('subjects', '@>', sql<string[]>`array[${subject}]`))
    .$if(from !== undefined, (query) => query.where('at', '>=', new Date(from ?? 0)))
    .$if(until !== undefined, (query) => query.where('at', '<', new Date(until ?? 0)))
    .$if(after !== undefined, (query) => query.where('id', '<', after!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}
