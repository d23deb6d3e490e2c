import { app } from '../support/app.ts';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { startPlatform } from '../../worker/platform.ts';
import { processOf } from './support/process-of.ts';
import { startServers, type Servers } from './support/servers.ts';
import { until } from './support/until.ts';
import { beginWorld, type RealWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 180_000 });

let servers: Servers;
beforeAll(async () => void (servers = await startServers()));
afterEach(() => servers.stack.temporal.start());
afterAll(() => servers[Symbol.asyncDispose]());

const health = async ({ apiUrl }: RealWorld) => (await (await fetch(`${apiUrl}/health`)).json()) as Record<string, string>;

const nameOf = ({ settings }: RealWorld): string => new URL(settings.databaseUrl).pathname.slice(1);

/** As the server sees to it: also for connections that are open already. */
async function setReadOnly(world: RealWorld, readOnly: boolean): Promise<void> {
  const admin = openDatabase(servers.stack.postgres.adminUrl, { max: 1 });
  const name = nameOf(world);
  await sql`alter database ${sql.id(name)} set default_transaction_read_only = ${sql.raw(readOnly ? 'on' : 'off')}`.execute(
    admin,
  );
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(admin);
  await admin.destroy();
}

test('an API and a worker that start while Temporal is down accept requests, and act on them when it is back', async () => {
  await using world = await beginWorld(servers, { parts: [] });
  await servers.stack.temporal.stop();
  await world.start('api', 'relay');
  await world.start('worker');
  expect(await health(world)).toMatchObject({ status: 'degraded', database: 'ok', engine: 'unreachable' });
  const ann = await world.lead({ email: 'ann@early.example' });
  await servers.stack.temporal.start();
  await ann.gets('guide');
  await until('health is well', async () => (await health(world))['engine'] === 'ok');
});

test('a worker and an API that start on a read-only Postgres wait, and say why', async () => {
  await using world = await beginWorld(servers, { parts: [] });
  await setReadOnly(world, true);
  const starting = Promise.all([world.start('api', 'relay'), world.start('worker')]);
  await until('they say why they wait', () => world.logged.some((line) => line.includes('Postgres is read-only; trying again')));
  await setReadOnly(world, false);
  await starting;
  await (await world.lead({ email: 'bob@waited.example' })).gets('guide');
});

test('no process ends because its connections are cut at the start, or because Postgres restarts', async () => {
  await using world = await beginWorld(servers, { parts: [] });
  const admin = openDatabase(servers.stack.postgres.adminUrl, { max: 1, onError: () => {} });
  let isOver = false;
  const ending = (async () => {
    while (!isOver) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${nameOf(world)}`.execute(admin);
      await sleep(20);
    }
  })();
  const starting = Promise.all([world.start('api', 'relay'), world.start('worker')]);
  await sleep(2_000);
  isOver = true;
  await ending;
  await admin.destroy();
  const platforms = await starting;
  const broken = platforms.map((platform) => platform.broken.catch((error: unknown) => error));
  await servers.stack.postgres.restart();
  await (await world.lead({ email: 'cleo@waited.example' })).gets('guide');
  expect(await Promise.race([...broken, sleep(100, 'none')])).toBe('none');
});

test('while Postgres is read-only nothing is acknowledged, callers are told to come back, and health says why', async () => {
  await using world = await beginWorld(servers);
  const ann = await world.lead({ email: 'ann@read-only.example' });
  await ann.gets('guide');
  await setReadOnly(world, true);
  const body = new URLSearchParams({ email: 'new@visitor.example' }).toString();
  const answers = await Promise.all([
    fetch(`${world.apiUrl}/f/demo`, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    fetch(ann.mails[0]!.links['unsubscribe']!, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  ]);
  expect(answers.map((answer) => [answer.status, answer.headers.get('retry-after')])).toEqual([
    [503, '30'],
    [503, '30'],
  ]);
  await expect(
    world.as('marketer').leads.add({ lead: { email: 'x@y.example' }, source: 's', consentBasis: 'optIn' }),
  ).rejects.toMatchObject({
    data: { httpStatus: 503, code: 'databaseAway' },
  });
  expect(await health(world)).toMatchObject({ status: 'down', database: 'readOnly' });
  await setReadOnly(world, false);
  await until('the database can be written to', async () => (await health(world))['database'] === 'ok');
  await ann.unsubscribes();
  await ann.becomes('archived');
});

test('an API minutes ahead sees that workers ask, and one minutes behind that takes over does not overtake it', async () => {
  await using world = await beginWorld(servers, { parts: ['worker'] });
  await using api = processOf(world, 'api');
  await api.start(180_000);
  await until('workers ask for work', async () => (await health(world))['workers'] === 'ok');
  const lead = { email: 'ann@skewed.example' };
  const { leadId } = await world.as('intake').leads.add({ lead, source: 'test', consentBasis: 'optIn' });
  const audience = { leadIds: [leadId] };
  await world.as('marketer').campaigns.launch({ name: 'Skewed', program: 'newcomers', audience });
  await api.stop();
  await api.start(-180_000);
  await world.as('marketer').contact.close({ leadId, channel: 'phone', reason: 'legal' });
  const { rows } = await sql<{ says: string }>`
    select coalesce(message ->> 'name', message ->> 'type') as says from outbox order by id`.execute(world.db);
  expect(rows.map(({ says }) => says)).toEqual(['enrol', 'contactabilityChanged']);
});

test('clocks that are off by seconds break nothing: facts use the time of Postgres, and health names the machines', async () => {
  await using world = await beginWorld(servers, { parts: [] });
  const { settings, taskQueue } = world;
  const shared = {
    app,
    settings,
    taskQueue,
    temporal: servers.stack.temporal,
    bundle: servers.bundle,
    mx: () => Promise.resolve('yes' as const),
  };
  const off = (seconds: number) => () => Date.now() + seconds * 1_000;
  await using _api = await startPlatform({ ...shared, parts: ['api', 'relay'], machineNow: off(-30) });
  await using _worker = await startPlatform({ ...shared, parts: ['worker'], machineNow: off(-5) });
  const ann = await world.lead({ email: 'ann@skewed.example' });
  await ann.gets('guide');
  const { sentAt } = await world.db.selectFrom('touches').select('sentAt').executeTakeFirstOrThrow();
  await sleep(3_000);
  await ann.clicks('guide', 'guide');
  const click = await world.db
    .selectFrom('engagements')
    .select(['verdict', 'at'])
    .where('kind', '=', 'downloaded')
    .executeTakeFirstOrThrow();
  expect(click.verdict).toBe('human');
  expect(click.at.getTime()).toBeGreaterThan(sentAt!.getTime());
  await world.eventually('the click counts', async () => (await ann.track()) === 'connect');
  expect(await health(world)).toMatchObject({ clocks: 'skewed' });
});
