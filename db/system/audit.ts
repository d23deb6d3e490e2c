import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { AuditOutcome } from '../columns.ts';
import type { Db } from '../database.ts';
import type { PageAfter } from '../page.ts';
import { prepared } from '../prepared.ts';
import { ofPool, shared } from '../shared.ts';
import { anyOf } from '../table-of.ts';

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
export const beginAct = (db: Db, act: Act, outcome: AuditOutcome = 'begun'): Promise<void> => begin(db)({ ...act, outcome });

/** How many acts share a statement. */
const TOGETHER = 40;

const begin = ofPool((db) =>
  shared(async (acts: readonly (Act & { readonly outcome: AuditOutcome })[]): Promise<void[]> => {
    const rows = acts.map(({ at, detail = {}, ...act }) => ({ ...act, at: new Date(at), detail }));
    await sql`${prepared}
      insert into audit_log (id, at, key_id, principal, action, subjects, outcome, detail)
      select id, at, "keyId", principal, action, subjects, outcome, detail from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as act(id uuid, at timestamptz, "keyId" text, principal text, action text, subjects text[], outcome text, detail jsonb)`.execute(
      db,
    );
    return acts.map(() => undefined);
  }, TOGETHER),
);

interface Ending {
  readonly outcome: AuditOutcome;
  /** Added to those recorded before. */
  readonly subjects: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Records the result of a mutation. */
export const endAct = (db: Db, id: string, ending: Ending): Promise<void> => end(db)({ ...ending, id });

const end = ofPool((db) =>
  shared(async (endings: readonly (Ending & { readonly id: string })[]): Promise<void[]> => {
    await sql`${prepared}
      update audit_log set outcome = ending.outcome, detail = audit_log.detail || ending.detail,
        subjects = array(select distinct unnest(audit_log.subjects || ending.subjects) order by 1)
      from jsonb_to_recordset(${JSON.stringify(endings)}::jsonb) as ending(id uuid, outcome text, subjects text[], detail jsonb)
      where audit_log.id = ${anyOf(endings.map(({ id }) => id))} and audit_log.id = ending.id`.execute(db);
    return endings.map(() => undefined);
  }, TOGETHER),
);

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
