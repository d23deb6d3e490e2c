import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** A process of Trellis, as it last told. */
export interface RunningProcess {
  readonly id: string;
  /** What it does: `api`, `relay`, `worker`. */
  readonly parts: readonly string[];
  readonly host: string;
  readonly pid: number;
  /** Milliseconds by which its machine's clock is ahead of Postgres'. */
  readonly aheadMs: number;
}

export interface HeardProcess extends RunningProcess {
  /** Real seconds since it was last heard of. */
  readonly silentFor: number;
}

/** Real seconds after which a process that was killed is forgotten. */
const FORGOTTEN_AFTER = 600;

/** Says that a process is alive, and forgets those that have been gone for long. */
export async function tellAlive(db: Db, { id, parts, host, pid, aheadMs }: RunningProcess): Promise<void> {
  await sql`
    with gone as (
      delete from processes where real_heard_at < clock_timestamp() - make_interval(secs => ${FORGOTTEN_AFTER})
    )
    insert into processes (id, parts, host, pid, ahead_ms) values (${id}, ${parts}::text[], ${host}, ${pid}, ${aheadMs})
    on conflict (id) do update set ahead_ms = excluded.ahead_ms, real_heard_at = clock_timestamp()`.execute(db);
}

/** A process ends as it should. */
export async function tellGone(db: Db, id: string): Promise<void> {
  await db.deleteFrom('processes').where('id', '=', id).execute();
}

/** The processes that run, and those that ended without a word a short while ago; the longest running first. */
export async function heardProcesses(db: Db): Promise<HeardProcess[]> {
  const { rows } = await sql<HeardProcess>`
    select id, parts, host, pid, ahead_ms, extract(epoch from clock_timestamp() - real_heard_at)::float8 as silent_for
    from processes where real_heard_at > clock_timestamp() - make_interval(secs => ${FORGOTTEN_AFTER}) order by real_since`.execute(
    db,
  );
  return rows;
}
