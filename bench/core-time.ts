import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** What an act costs Postgres, and how long it takes, in milliseconds. */
export interface Cost {
  /** Of a core, of all that Postgres runs for the database: hardly changed by other work on the machine. */
  readonly core: number;
  readonly wall: number;
}

/** Measures an act on a database of this machine; no other process may use it. Works on Linux. */
export async function costOf(db: Db, act: () => Promise<unknown>): Promise<Cost> {
  const before = await usedBy(db);
  const began = performance.now();
  await act();
  const wall = performance.now() - began;
  return { wall, core: (await usedBy(db)) - before };
}

/**
 * Milliseconds of a core that Postgres has used for a database: its connections, those who read files for them, and the processes that
 * have ended, since the helpers of a parallel query end with it.
 */
async function usedBy(db: Db): Promise<number> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity
    where (datname = current_database() or backend_type = 'io worker') and pid <> pg_backend_pid()`.execute(db);
  const pids = rows.map(({ pid }) => pid);
  const [ended, ...running] = await Promise.all([endedBefore(pids[0]), ...pids.map(millisecondsOf)]);
  return running.reduce((sum, ms) => sum + ms, ended);
}

/** Of a process, by its schedule's statistics; 0 if it has ended meanwhile. */
async function millisecondsOf(pid: number): Promise<number> {
  const statistics = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0');
  return Number(statistics.split(' ')[0]) / 1e6;
}

/** Linux tells the time of processes that have ended in hundredths of a second. */
const TICK = 10;

/** Of the processes of the same server that have ended. */
async function endedBefore(pid: number | undefined): Promise<number> {
  const parent = (await statusOf(pid))[1];
  const [user = 0, system = 0] = (await statusOf(parent)).slice(13, 15);
  return (user + system) * TICK;
}

/** The numbers of a process after its name: the second is its parent, the 14th and 15th are the time of its ended children. */
async function statusOf(pid: number | undefined): Promise<readonly number[]> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return status
    .slice(status.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
}
