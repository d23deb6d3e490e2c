import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** A process of Trellis, as it last reported. */
export interface RunningProcess {
  readonly id: string;
  /** What it does: `api`, `relay`, `worker`. */
  readonly parts: readonly string[];
  readonly host: string;
  readonly pid: number;
  /** How far its machine's clock is ahead of Postgres', in milliseconds. */
  readonly aheadMs: number;
}

export interface KnownProcess extends RunningProcess {
  /** Real seconds since its last report. */
  readonly silentFor: number;
}

/** Real seconds after which a killed process is removed from the list. */
const FORGOTTEN_AFTER = 600;

/** Reports that a process is alive, and removes processes that have been silent for long. */
export async function reportAlive(db: Db, { id, parts, host, pid, aheadMs }: RunningProcess): Promise<void> {
  await sql`
    with gone as (
      delete from processes where real_heard_at < clock_timestamp() - make_interval(secs => ${FORGOTTEN_AFTER})
    )
    insert into processes (id, parts, host, pid, ahead_ms) values (${id}, ${parts}::text[], ${host}, ${pid}, ${aheadMs})
    on conflict (id) do update set ahead_ms = excluded.ahead_ms, real_heard_at = clock_timestamp()`.execute(db);
}

/** Removes a process that ends normally. */
export async function reportGone(db: Db, id: string): Promise<void> {
  await db.deleteFrom('processes').where('id', '=', id).execute();
}

/** The running processes, and those that recently ended without reporting; the longest running first. */
export async function knownProcesses(db: Db): Promise<KnownProcess[]> {
  const { rows } = await sql<KnownProcess>`
    select id, parts, host, pid, ahead_ms, extract(epoch from clock_timestamp() - real_heard_at)::float8 as silent_for
    from processes where real_heard_at > clock_timestamp() - make_interval(secs => ${FORGOTTEN_AFTER}) order by real_since`.execute(
    db,
  );
  return rows;
}
