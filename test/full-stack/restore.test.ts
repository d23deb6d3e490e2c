import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sql } from 'kysely';
import pino from 'pino';
import { v7 as uuid } from 'uuid';
import { audit } from '../../audit/audit.ts';
import { accept, beat, beatInTemporal, restoredOf } from '../../audit/pulse.ts';
import { repair } from '../../audit/repair.ts';
import { openDatabase } from '../../db/database.ts';
import { enterSafeMode, safeMode } from '../../db/system/pulse.ts';
import { createDatabase } from '../../dev/postgres/database.ts';
import { processOf } from './support/process-of.ts';
import { startServers, type Servers } from './support/servers.ts';
import { until } from './support/until.ts';
import { auditDeps } from './support/audit-deps.ts';
import { beginWorld, type RealWorld } from './support/world.ts';
import { pulseOf } from '../../worker/parts/pulse.ts';

vi.setConfig({ testTimeout: 300_000 });

let servers: Servers;
beforeAll(async () => void (servers = await startServers()));
afterAll(() => servers[Symbol.asyncDispose]());

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

/** A copy of a database as it is now, and the way back to it: what a dump and its restore do. */
async function backUp({ settings: { databaseUrl } }: RealWorld) {
  const name = nameOf(databaseUrl);
  const { adminUrl } = servers.stack.postgres;
  const admin = openDatabase(adminUrl, { max: 1, onError: () => {} });
  const only = async (database: string) =>
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database} and pid <> pg_backend_pid()`.execute(
      admin,
    );
  await only(name);
  await createDatabase(adminUrl, `${name}_backup`, { template: name });
  return {
    async restore() {
      await sql`alter database ${sql.id(name)} allow_connections false`.execute(admin);
      await only(name);
      await sql`drop database ${sql.id(name)} with (force)`.execute(admin);
      await sql`create database ${sql.id(name)} template ${sql.id(`${name}_backup`)}`.execute(admin);
      await admin.destroy();
    },
  };
}

test('beats tell which of the two servers has forgotten something', () => {
  const [one, two, three] = [uuid({ msecs: 1 }), uuid({ msecs: 2 }), uuid({ msecs: 3 })] as [string, string, string];
  expect(restoredOf(undefined, undefined)).toBeUndefined();
  expect(restoredOf(undefined, one)).toBe('postgresOlder');
  expect(restoredOf({ confirmed: null, pending: one }, undefined)).toBeUndefined();
  expect(restoredOf({ confirmed: one, pending: two }, one)).toBeUndefined();
  expect(restoredOf({ confirmed: one, pending: two }, two)).toBeUndefined();
  expect(restoredOf({ confirmed: one, pending: two }, three)).toBe('postgresOlder');
  expect(restoredOf({ confirmed: two, pending: three }, one)).toBe('temporalOlder');
  expect(restoredOf({ confirmed: one, pending: two }, undefined)).toBe('temporalOlder');
});

test('many processes that start at once never report a restore', async () => {
  await using world = await beginWorld(servers, { parts: ['api'] });
  const deps = auditDeps(world);
  for (let round = 0; round < 5; round++) {
    const told = await Promise.all(Array.from({ length: 4 }, async () => await beat(deps)));
    expect(told).toEqual([undefined, undefined, undefined, undefined]);
  }
});

test('a log says once that safe mode has begun, and once that it has ended', async () => {
  await using world = await beginWorld(servers, { parts: ['api'] });
  const deps = auditDeps(world);
  const lines: string[] = [];
  const pulse = pulseOf({ ...deps, log: pino({}, { write: (line: string) => void lines.push(line) }) });
  await pulse();
  await enterSafeMode(world.db, 'postgresOlder', uuid());
  await pulse();
  await pulse();
  await accept(deps);
  await pulse();
  await pulse();
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    expect.stringMatching(/^Safe mode: .*docs\/restore\.md/),
    'Safe mode has ended.',
  ]);
});

test('a relay whose clock is minutes behind writes a later beat than the previous one', async () => {
  await using world = await beginWorld(servers, { parts: ['api'] });
  await beat(auditDeps(world));
  const before = (await beatInTemporal(world.client, world.taskQueue))!;
  await using relay = processOf(world, 'relay');
  await relay.start(-180_000);
  const latest = () => beatInTemporal(world.client, world.taskQueue);
  await until('the relay gives a beat', async () => (await latest()) !== before);
  expect((await latest())! > before).toBe(true);
});

test('the drill: Postgres restored to before an email, and nothing goes out twice, or after a no', async () => {
  await using world = await beginWorld(servers, { parts: ['api'] });
  const { db } = world;
  const deps = auditDeps(world);
  const worker = await world.start('worker');
  const relay = await world.start('relay');
  const mails = (email: string) => servers.stack.inbox!.messages({ to: email }).length;
  const old = await world.lead({ email: 'old@drill.example' });
  await old.gets('guide');
  const fresh = await world.as('intake').leads.add({
    lead: { email: 'new@drill.example', firstName: 'Ann', country: 'DE' },
    source: 'test',
    consentBasis: 'optIn',
  });
  await beat(deps);
  await beat(deps);
  await Promise.all([relay.stop(), worker.stop()]);
  const backup = await backUp(world);

  // What the backup does not know: a launch, an email.
  const again = [await world.start('worker'), await world.start('relay')];
  const campaign = await world
    .as('marketer')
    .campaigns.launch({ name: 'Later', program: 'newcomers', audience: { leadIds: [fresh.leadId] } });
  expect(campaign.enrolled).toBe(1);
  await world.eventually('it is mailed', () => Promise.resolve(mails('new@drill.example') === 1));
  await world.eventually(
    'it is told',
    async () => (await db.selectFrom('touches').select('key').where('state', '=', 'accepted').execute()).length === 2,
  );
  await beat(deps);
  const wayOut = world.mail.to('new@drill.example')[0]!.links['unsubscribe']!;
  await Promise.all(again.map((part) => part.stop()));
  await backup.restore();

  await world.start('worker');
  expect(await safeMode(db)).toMatchObject({ because: 'postgresOlder' });
  expect((await world.as('admin').ops.health()).parts['safeMode']).toMatchObject({ state: 'postgresOlder' });
  const found = await audit(deps);
  expect(Object.fromEntries(found.findings.map(({ fault, found: all }) => [fault, all.length]))).toEqual({
    enrolmentGone: 1,
    touchForgotten: 1,
  });
  expect(found.safeMode).toBe('postgresOlder');

  // Somebody says no in the meantime: nobody knows their email, and it holds all the same.
  const said = await world.request(wayOut, { method: 'POST', headers: {} });
  expect(said.statusCode).toBe(200);
  const suppressed = await db.selectFrom('suppressions').select(['scope', 'reason']).execute();
  expect(suppressed).toMatchObject([{ reason: 'unsubscribed' }]);

  const repaired = await repair(deps, found, 'test');
  expect(repaired.map(({ fault, done }) => `${fault}: ${done}`)).toEqual([
    'enrolmentGone: restored in the track "educate" as inquiry',
    'touchForgotten: recorded as sent',
  ]);
  expect((await audit(deps)).passes).toBe(true);
  const touches = await db.selectFrom('touches').select(['content', 'state']).where('leadId', '=', fresh.leadId).execute();
  expect(touches).toEqual([{ content: 'guide', state: 'accepted' }]);
  await accept(deps);
  expect(await safeMode(db)).toBeUndefined();
  expect(await beat(deps)).toBeUndefined();
  expect(await beatInTemporal(world.client, world.taskQueue)).toBeDefined();
  expect([mails('old@drill.example'), mails('new@drill.example')]).toEqual([1, 1]);
});

test('Postgres restored to before a single email went out, and nobody gets it twice', async () => {
  await using world = await beginWorld(servers, { parts: ['api'] });
  const { db } = world;
  const deps = auditDeps(world);
  const mails = (email: string) => servers.stack.inbox!.messages({ to: email }).length;
  const marketer = world.as('marketer').campaigns;
  for (const name of ['due', 'later'])
    await world.as('intake').leads.add({ lead: { email: `${name}@single.example` }, source: 'test', consentBasis: 'optIn' });
  const audience = (name: string) => `email is ${name}@single.example`;
  await marketer.launch({ name: 'News', email: 'news', audience: audience('due') });
  const { campaignId } = await marketer.draft({ name: 'More news', email: 'news', audience: audience('later') });
  await marketer.start({ campaignId, expect: 1, at: new Date(world.now + 30 * 86_400_000).toISOString() });
  await beat(deps);
  await beat(deps);
  const backup = await backUp(world);
  const worker = await world.start('worker');
  await world.eventually('it is sent', () => Promise.resolve(mails('due@single.example') === 1));
  await beat(deps);
  await worker.stop();
  await backup.restore();

  await using _worker = await world.start('worker');
  expect(await safeMode(db)).toMatchObject({ because: 'postgresOlder' });
  const found = await audit(deps);
  expect(found.findings.map(({ fault, found: all }) => [fault, all.length])).toEqual([['singleForgotten', 1]]);
  expect((await repair(deps, found, 'test')).map(({ done }) => done)).toEqual(['marked as in doubt']);
  expect((await audit(deps)).passes).toBe(true);
  await accept(deps);
  const touches = await db.selectFrom('touches').select(['state', 'reason']).orderBy('dueAt').execute();
  expect(touches).toEqual([
    { state: 'deferred', reason: 'queued' },
    { state: 'inDoubt', reason: 'recovered' },
  ]);
  await sleep(3_000);
  expect([mails('due@single.example'), mails('later@single.example')]).toEqual([1, 0]);
});

test('the other drill: Temporal restored to before a click, and the lead continues from the state in Postgres', async () => {
  await using world = await beginWorld(servers, { parts: ['api'], day: '6m' });
  const deps = auditDeps(world);
  const { temporal, inbox } = servers.stack;
  const worker = await world.start('worker');
  const relay = await world.start('relay');
  const ann = await world.lead({ email: 'ann@temporal.example' });
  await ann.gets('guide');
  await beat(deps);
  await beat(deps);
  await temporal.stop();
  const folder = join(servers.dir, 'temporal');
  await cp(folder, `${folder}-backup`, { recursive: true });
  await temporal.start();

  // What the backup does not know: a click, and the track to which it led.
  await ann.clicks('guide', 'guide');
  await world.eventually('a click counts', async () => (await ann.track()) === 'connect');
  await beat(deps);
  await Promise.all([relay.stop(), worker.stop()]);
  await temporal.stop();
  await rm(folder, { recursive: true });
  await cp(`${folder}-backup`, folder, { recursive: true });
  await temporal.start();

  await world.start('worker');
  expect(await safeMode(world.db)).toMatchObject({ because: 'temporalOlder' });
  await world.eventually(
    'its workflow answers',
    async () => (await world.as('admin').leads.status({ leadId: ann.id })).running !== 'unavailable',
  );
  const found = await audit(deps);
  expect(found.passes).toBe(false);
  expect(found.findings.map(({ fault }) => fault)).toEqual(expect.arrayContaining(['differs', 'notRetold']));
  const repaired = await repair(deps, found, 'test');
  expect(repaired.filter(({ done }) => done === undefined)).toEqual([]);
  expect(repaired.find(({ fault }) => fault === 'differs')?.done).toBe('restarted in the track "connect"');
  await world.start('relay');
  const isTold = async () =>
    (await world.db.selectFrom('outbox').select('id').where('state', '=', 'waiting').execute()).length === 0;
  await world.eventually('it is told once more', isTold);
  await world.eventually('the audit passes, which ends the safe mode', async () => (await audit(deps)).passes);
  await accept(deps);
  await world.eventually('both agree', async () => (await audit(deps)).passes);
  expect(await ann.track()).toBe('connect');
  expect(inbox!.messages({ to: ann.email })).toHaveLength(1);
});

test('in safe mode a lead that enters gets no email, and gets it as soon as safe mode ends', async () => {
  await using world = await beginWorld(servers, { day: '10m' });
  await sql`update pulse set safe_because = 'temporalOlder', real_safe_since = clock_timestamp()`.execute(world.db);
  const ann = await world.lead({ email: 'ann@safe.example' });
  await world.eventually('its email is put off', async () => {
    const [touch] = await world.db.selectFrom('touches').select(['state', 'reason']).execute();
    return touch?.state === 'deferred' && touch.reason === 'safeMode';
  });
  expect(servers.stack.inbox!.messages({ to: ann.email })).toHaveLength(0);
  await accept(auditDeps(world));
  await ann.gets('guide');
});
