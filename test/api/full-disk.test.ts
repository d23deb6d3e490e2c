import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import type { Db } from '../../db/database.ts';
import { withClient } from '../../dev/postgres/database.ts';
import { postgresUser } from '../../dev/postgres/postgres-binaries.ts';
import { temporaryFolder } from '../stack/folder.ts';
import { createWorld, type World } from './world.ts';

/** A disk of 64 MB, on which Postgres keeps what it is told to keep there. */
async function smallDisk(): Promise<AsyncDisposable & { readonly tablespace: string }> {
  const stack = new AsyncDisposableStack();
  const { path } = stack.use(await temporaryFolder());
  const owner = Object.entries(postgresUser() ?? {}).map(([key, id]) => `,${key}=${id}`);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=64m${owner.join('')}`, 'small', path]);
  stack.defer(() => void execFileSync('umount', [path]));
  const tablespace = `small_${Math.random().toString(36).slice(2)}`;
  const tell = async (command: string) => await withClient(inject('databaseUrl'), (client) => client.query(command));
  await tell(`create tablespace ${tablespace} location '${path}'`);
  stack.defer(() => void tell(`drop tablespace ${tablespace}`));
  return { tablespace, [Symbol.asyncDispose]: async () => await stack.disposeAsync() };
}

async function moveTo({ tablespace }: { readonly tablespace: string }, { db }: World): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
  const { name } = rows[0]!;
  await withClient(inject('databaseUrl'), async (client) => {
    await client.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [name]);
    await client.query(`alter database ${name} set tablespace ${tablespace}`);
  });
}

/** Takes all the room, down to the last page. */
async function fill(db: Db): Promise<void> {
  await sql`create table filling (text text)`.execute(db);
  await sql`alter table filling alter text set storage plain`.execute(db);
  for (const rows of [1_000, 1]) {
    const more = sql`insert into filling select repeat('x', 7000) from generate_series(1, ${sql.lit(rows)})`;
    for (let isFull = false; !isFull;)
      await more.execute(db).catch((error: { code?: string }) => {
        if (error.code !== '53100') throw error;
        isFull = true;
      });
  }
}

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'health reports a full disk, writes that do not fit are refused, and acknowledged ones are saved',
  { timeout: 120_000 },
  async () => {
    await using disk = await smallDisk();
    await using world = await createWorld();
    const headers = { ...(await world.key('intake')), 'content-type': 'application/json' };
    await moveTo(disk, world);
    const capture = async (email: string) => {
      const payload = { lead: { email, company: email }, source: 'a fair', consentBasis: 'optIn' };
      return await world.api.inject({ method: 'POST', url: '/trpc/leads.add', headers, payload });
    };
    const told = async () => {
      await sleep(1_050);
      return (await world.api.inject({ url: '/health' })).json<object>();
    };
    expect(await told()).toMatchObject({ status: 'ok', disk: 'ok' });

    await fill(world.db);
    expect(await told()).toMatchObject({ status: 'degraded', database: 'ok', disk: 'full' });
    expect((await world.as('admin').ops.health()).parts['disk']).toMatchObject({
      label: 'the disk of Postgres is full: Trellis refuses whatever does not fit',
      todo: expect.stringContaining('Free space') as string,
    });
    const kept: string[] = [];
    const refused: string[] = [];
    for (let n = 0; n < 500 && refused.length < 5; n++) {
      const email = `lead-${n}@full-disk-${n}.example`;
      const answer = await capture(email);
      if (answer.statusCode === 200) kept.push(email);
      else {
        expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '30']);
        expect(answer.body).toContain('the disk of Postgres is full');
        refused.push(email);
      }
    }
    expect(refused).toHaveLength(5);

    await sql`drop table filling`.execute(world.db);
    expect(await told()).toMatchObject({ status: 'ok', disk: 'ok' });
    const leads = await world.db.selectFrom('leads').select('email').execute();
    expect(leads.map(({ email }) => email).toSorted()).toEqual(kept.toSorted());
    for (const email of refused) expect((await capture(email)).statusCode).toBe(200);
  },
);
