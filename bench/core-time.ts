import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** What an act costs Postgres, and how long it takes, in milliseconds. */
export interface Cost {
  /** Of a core, of all connections to the database: hardly changed by other work on the machine. */
  readonly core: number;
  readonly wall: number;
}

/** Measures an act on a database of this machine; no other process may use it. Works on Linux. */
export async function costOf(db: Db, act: () => Promise<unknown>): Promise<Cost> {
  const before = await usedBy(db);
  const began = performance.now();
  await act();
  const wall = performance.now() - began;
  const after = await usedBy(db);
  return { wall, core: [...after].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0) };
}

/** Milliseconds of a core that each connection has used. */
async function usedBy(db: Db): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(db);
  const used = rows.map(async ({ pid }) => [pid, await nanoseconds(pid)] as const);
  return new Map((await Promise.all(used)).map(([pid, ns]) => [pid, ns / 1e6]));
}

/** The first number of its schedule's statistics; 0 for a connection that has closed meanwhile. */
const nanoseconds = async (pid: number): Promise<number> => {
  const statistics = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0');
  return Number(statistics.split(' ')[0]);
};
