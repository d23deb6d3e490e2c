import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PartName } from '../../api/health/health.ts';
import { claimTelling, recordTrouble } from '../../db/touches/sending-trouble.ts';
import { reportAlive } from '../../db/system/processes.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => await world[Symbol.asyncDispose]());

/** What everybody is told; an answer holds for a second. */
async function told() {
  await sleep(1_050);
  const { statusCode, body } = await world.api.inject({ method: 'GET', url: '/health' });
  return { statusCode, ...(JSON.parse(body) as Record<string, unknown>) };
}
const part = async (name: PartName) => (await world.as('admin').ops.health()).parts[name];

const well = {
  statusCode: 200,
  status: 'ok',
  database: 'ok',
  disk: 'ok',
  engine: 'ok',
  workers: 'ok',
  outbox: 'ok',
  timers: 'ok',
  stuck: 'ok',
  safeMode: 'ok',
  sending: 'ok',
  brakes: 'ok',
  domains: 'ok',
  clocks: 'ok',
  sinks: 'ok',
};

test('while all is well, health says so of each part', async () => {
  expect(await told()).toEqual(well);
});

test('without the engine messages come late, and nothing is lost', async () => {
  world.engine.isDown = true;
  expect(await told()).toEqual({ ...well, status: 'degraded', engine: 'unreachable' });
});

test('no worker, and a worker that hangs, are told apart', async () => {
  world.engine.workers = 0;
  expect(await told()).toMatchObject({ status: 'degraded', workers: 'none' });
  world.engine.workers = 1;
  await reportAlive(world.db, { id: randomUUID(), parts: ['worker'], host: 'a-host', pid: 7, aheadMs: 0 });
  expect(await told()).toEqual(well);
  await sql`update processes set real_heard_at = clock_timestamp() - interval '45 seconds'`.execute(world.db);
  expect(await told()).toMatchObject({ status: 'degraded', workers: 'hung' });
  expect(await part('workers')).toMatchObject({
    label: expect.stringMatching(/^worker 7@a-host: silent for 4\d seconds$/) as string,
  });
});

test('a process that was killed is forgotten after a while', async () => {
  const gone = randomUUID();
  await reportAlive(world.db, { id: gone, parts: ['worker'], host: 'a-host', pid: 7, aheadMs: 0 });
  await sql`update processes set real_heard_at = clock_timestamp() - interval '11 minutes'`.execute(world.db);
  expect(await told()).toEqual(well);
  await reportAlive(world.db, { id: randomUUID(), parts: ['worker'], host: 'a-host', pid: 8, aheadMs: 0 });
  expect(await world.db.selectFrom('processes').select('pid').execute()).toEqual([{ pid: 8 }]);
});

test('a machine whose clock is off is named, with the direction', async () => {
  await reportAlive(world.db, { id: randomUUID(), parts: ['api'], host: 'a-host', pid: 7, aheadMs: -2_500 });
  expect(await told()).toMatchObject({ status: 'degraded', clocks: 'skewed' });
  expect(await part('clocks')).toMatchObject({ label: 'a-host is 2.5 seconds behind Postgres' });
});

test('a message that waits for long is late, one that waits for its burst is not', async () => {
  await world.enrolled();
  await sql`update outbox set state = 'waiting', real_at = clock_timestamp() - interval '15 seconds'`.execute(world.db);
  expect(await told()).toEqual(well);
  await sql`update outbox set real_at = clock_timestamp() - interval '2 minutes', error = 'EngineUnavailable'`.execute(world.db);
  expect(await told()).toMatchObject({ status: 'degraded', outbox: 'late' });
  expect(await world.as('admin').ops.outbox()).toEqual([
    { state: 'waiting', error: 'EngineUnavailable', count: 1, oldestFor: expect.closeTo(120, -1) as number },
  ]);
});

test('a lead whose start or next attempt is long overdue is late, until its journal continues', async () => {
  const leadId = await world.enrolled();
  await world.db
    .updateTable('enrolments')
    .set({ startAt: new Date(NOON - 10 * 60_000) })
    .execute();
  expect(await told()).toEqual(well);
  await world.db
    .updateTable('enrolments')
    .set({ startAt: new Date(NOON - 16 * 60_000) })
    .execute();
  expect(await told()).toMatchObject({ status: 'degraded', timers: 'late' });
  await world.db.updateTable('enrolments').set({ state: 'running', visit: 1 }).execute();
  expect(await told()).toEqual(well);
  const key = await world.touch(leadId);
  const due = { state: 'deferred', dueAt: new Date(NOON - 20 * 60_000) } as const;
  await world.db.updateTable('touches').set(due).where('key', '=', key).execute();
  expect(await told()).toMatchObject({ timers: 'late' });
  await world.db.updateTable('enrolments').set({ visit: 2 }).execute();
  expect(await told(), 'it has gone on, and left the email behind').toEqual(well);
});

test('health reports that no email gets through once operations have been alerted', async () => {
  await recordTrouble(world.db, 'email', 'tls', 454);
  expect(await told()).toEqual(well);
  await claimTelling(world.db, 'email', 'tls', NOON);
  expect(await told()).toEqual({ ...well, status: 'degraded', sending: 'trouble' });
  expect(await part('sending')).toMatchObject({
    detail: { because: 'tls', smtpCode: 454 },
    todo: expect.stringContaining('certificate') as string,
  });
});

test('a database that is read-only, lacks a migration, or is gone stops all incoming data; a newer one does not', async () => {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(world.db);
  const { name } = rows[0]!;
  const headers = { ...(await world.key('intake')), 'content-type': 'application/json' };
  await sql`insert into kysely_migration (name, timestamp) values ('9999-of-a-later-version', 'now')`.execute(world.db);
  expect(await told()).toMatchObject({ statusCode: 200, status: 'degraded', database: 'newer' });
  await sql`delete from kysely_migration where name >= '0016'`.execute(world.db);
  expect(await told()).toMatchObject({ statusCode: 503, status: 'down', database: 'notMigrated' });
  expect(await part('database')).toMatchObject({ todo: 'Run: trellis migrate' });
  await sql`alter database ${sql.id(name)} set default_transaction_read_only = on`.execute(world.db);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and pid <> pg_backend_pid()`.execute(
    world.db,
  );
  await sql`set default_transaction_read_only = on`.execute(world.db);
  expect(await told()).toMatchObject({ statusCode: 503, status: 'down', database: 'readOnly' });
  const payload = { lead: { email: 'ann@read-only.example' }, source: 'a fair', consentBasis: 'optIn' };
  const refused = await world.api.inject({ method: 'POST', url: '/trpc/leads.add', headers, payload });
  expect([refused.statusCode, refused.headers['retry-after'], refused.body]).toEqual([
    503,
    '30',
    expect.stringContaining('Postgres is read-only: nothing was saved.') as string,
  ]);
  await sql`set default_transaction_read_only = off`.execute(world.db);
  await sql`alter database ${sql.id(name)} reset default_transaction_read_only`.execute(world.db);
});

test('many callers at once cause one query to the database and the engine', async () => {
  await sleep(1_050);
  let asked = 0;
  const ping = world.engine.ping.bind(world.engine);
  world.engine.ping = async () => {
    asked++;
    await ping();
  };
  await Promise.all(Array.from({ length: 50 }, () => world.api.inject({ url: '/health' })));
  expect(asked).toBe(2); // one for the engine, one for its workers
});

test('only admins see details', async () => {
  const { body } = await world.api.inject({ url: '/health' });
  expect(Object.values(JSON.parse(body) as object).every((state) => /^[a-zA-Z]+$/.test(String(state)))).toBe(true);
  await expect(world.as('marketer').ops.health()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
