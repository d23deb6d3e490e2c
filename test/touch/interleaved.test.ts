import { randomUUID } from 'node:crypto';
import { sql, type ControlledTransaction } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { openDatabase, type Db, type Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import type { DB } from '../../db/schema.gen.ts';
import { enterSafeMode } from '../../db/system/pulse.ts';
import { insertTask } from '../../db/tasks/tasks.ts';
import { upsertTeam } from '../../db/staff/teams.ts';
import { closeChannel, suppress } from '../../services/contact/close-channel.ts';
import { scriptedServer } from './scripted-server.ts';
import { afterEach } from './statements.ts';
import { TUESDAY, touchWorld, type TouchWorld } from './world.ts';
import { app } from '../support/app.ts';

type Closing = (trx: Trx, world: TouchWorld) => Promise<unknown>;

const suppressed =
  (scope: 'address' | 'account' | 'domain' | 'everybody', subjectOf: (world: TouchWorld) => string): Closing =>
  (trx, world) => {
    const reason = { address: 'bounced', account: 'excludedAccount', domain: 'excludedDomain', everybody: 'stopped' } as const;
    return suppress(trx, randomUUID, { scope, subject: subjectOf(world) }, { reason: reason[scope], at: TUESDAY });
  };

const ACCOUNT = '0198d1f2-0000-7000-8000-000000000001';

/** Every way in which marketing's emails to a lead end or have to wait. */
const closings: Record<string, Closing> = {
  'an unsubscribe': (db, { leadId }) => closeChannel(db, app.policy, randomUUID, { leadId, reason: 'unsubscribed', at: TUESDAY }),
  'a pause': (db, { leadId }) =>
    closeChannel(db, app.policy, randomUUID, { leadId, reason: 'paused', at: TUESDAY, until: TUESDAY + 9e9 }),
  'an address that bounced': suppressed('address', () => 'ann.harper@fleetly.example'),
  'a domain that is excluded': suppressed('domain', () => 'fleetly.example'),
  'an account that is excluded': suppressed('account', () => ACCOUNT),
  'a stop of all sending': suppressed('everybody', () => ''),
  'a consent that is withdrawn': (db) =>
    db
      .updateTable('consents')
      .set({ withdrawnAt: new Date(TUESDAY), withdrawnBy: 'test' })
      .execute(),
  'a consent that ends': (db) =>
    db
      .updateTable('consents')
      .set({ expiresAt: new Date(TUESDAY) })
      .execute(),
  'a reply that nobody has read': async (db, { leadId }) => {
    const calendar = { zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], opens: '09:00', closes: '17:00', holidays: [] } as const;
    const teamId = await upsertTeam(db, { id: randomUUID(), slug: 'sdr-team', name: 'Inside sales', calendar });
    const place = { leadId, accountId: null, enrolmentId: null, teamId, assigneeId: null };
    const times = { clockFrom: TUESDAY, openedAt: TUESDAY, dueAt: undefined, sla: 'reply' } as const;
    const id = randomUUID();
    await insertTask(db, { id, key: id, kind: 'reply', because: 'reply', ...place, ...times });
  },
};

const close = (name: string, world: TouchWorld, db: Db = world.db): Promise<unknown> =>
  inTransaction(db, (trx) => closings[name]!(trx, world));

async function worldOfAccount(): Promise<TouchWorld> {
  const world = await touchWorld();
  await world.db
    .insertInto('accounts')
    .values({ id: ACCOUNT, name: 'Fleetly', createdAt: new Date(TUESDAY) } as never)
    .execute();
  await world.db.updateTable('leads').set({ accountId: ACCOUNT }).execute();
  return world;
}

// The claim, the version, and the fence right before the first byte.
const STEPS = [1, 2, 3] as const;
const cases = Object.keys(closings).flatMap((name) => STEPS.map((step) => [name, step] as const));

test.concurrent.for(cases)('%s that is saved after statement %i of a touch', async ([name, step], { expect }) => {
  await using world = await worldOfAccount();
  const db = afterEach(world.db, (nth) => (nth === step ? close(name, world) : undefined));
  const result = await world.send({}, { db });
  // After the fence the email has won: nothing can be between it and the first byte.
  expect(world.kept.mails).toHaveLength(step === 3 ? 1 : 0);
  if (step === 3) expect(result).toMatchObject({ state: 'sent' });
  else expect(result.state).toMatch(/^(never|deferred)$/);
  expect(await world.stored()).toMatchObject({ state: { sent: 'accepted', never: 'never', deferred: 'deferred' }[result.state] });
});

test.concurrent.for(Object.keys(closings))(
  '%s that is saved while another touch of the lead is at the fence',
  async (name, { expect }) => {
    await using world = await worldOfAccount();
    const blocker = openDatabase(world.url, { max: 1 });
    const lock = await blocker.startTransaction().execute();
    const db = afterEach(world.db, async (nth) => {
      if (nth === 2) await sql`select from touches where key = ${world.order().key} for update`.execute(lock);
    });
    const sending = world.send({}, { db });
    const waits = async () => {
      const { rows } =
        await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(world.db);
      return rows.length > 0;
    };
    while (!(await waits())) await sleep(10);
    await close(name, world);
    await lock.commit().execute();
    expect(await sending).toMatchObject({ state: expect.stringMatching(/^(never|deferred)$/) as string });
    expect(world.kept.mails).toEqual([]);
    await blocker.destroy();
  },
);

test('an opt-out that is not yet saved when an email goes out stops the next one', async () => {
  await using world = await touchWorld();
  const saving = Promise.withResolvers<ControlledTransaction<DB>>();
  const db = afterEach(world.db, async (nth) => {
    if (nth !== 2) return;
    const trx = await world.db.startTransaction().execute();
    await close('an unsubscribe', world, trx);
    saving.resolve(trx);
  });
  expect(await world.send({}, { db })).toMatchObject({ state: 'sent' });
  await (await saving.promise).commit().execute();
  const next = { key: `${world.order().enrolmentId}/1/2`, content: 'checklist' } as const;
  expect(await world.send(next)).toMatchObject({ state: 'never', because: 'unsubscribed' });
});

test('over SMTP not a byte of the message goes out once the channel is closed, up to the answer to DATA', async () => {
  await using world = await touchWorld();
  await using server = await scriptedServer();
  let closed: Promise<unknown> | undefined;
  server.script = { data: () => ((closed = close('an unsubscribe', world)), { late: 300 }) };
  await using mailer = await createSmtpMailer({ url: server.url });
  expect(await world.send({}, { mailer })).toEqual({ state: 'never', because: 'unsubscribed', channelClosed: true });
  await closed;
  expect(server.heard.filter((line) => line.startsWith('DATA'))).toHaveLength(1);
  expect(server.taken).toEqual([]);
  expect(await world.stored()).toMatchObject({ state: 'never', sentAt: null });
});

test('a sender whose lease has run out sends nothing, and the next one does', async () => {
  await using world = await touchWorld({}, { leaseSeconds: 1 });
  await using server = await scriptedServer({ data: { late: 1_500 } });
  await using mailer = await createSmtpMailer({ url: server.url });
  const late = world.send({}, { mailer });
  await sleep(1_200);
  // Another worker asks while the first one is still at it, and takes it for gone.
  expect(await world.send()).toMatchObject({ state: 'sent' });
  await late;
  expect(server.taken).toEqual([]);
  expect(world.kept.mails).toHaveLength(1);
});

test('a sender that was suspended while the answer was on its way asks again', async () => {
  await using world = await touchWorld();
  let looks = 0;
  const db = afterEach(world.db, async (nth) => {
    if (nth < 3) return;
    looks++;
    if (nth > 3) return;
    // The answer has come, but the process sleeps; somebody unsubscribes meanwhile.
    await close('an unsubscribe', world);
    await sleep(1_100);
  });
  expect(await world.send({}, { db })).toMatchObject({ state: 'never', because: 'unsubscribed' });
  expect(looks).toBeGreaterThan(1);
  expect(world.kept.mails).toEqual([]);
});

test('a sender who was suspended sends nothing once safe mode has begun', async () => {
  await using world = await touchWorld();
  const db = afterEach(world.db, async (nth) => {
    if (nth !== 3) return;
    await enterSafeMode(world.db, 'temporalOlder', randomUUID());
    await sleep(1_100);
  });
  expect(await world.send({}, { db })).toMatchObject({ state: 'deferred', because: 'safeMode' });
  expect(world.kept.mails).toEqual([]);
});

test('if Postgres is unavailable at the fence, the email is not sent', async () => {
  await using world = await touchWorld();
  await using server = await scriptedServer();
  await using mailer = await createSmtpMailer({ url: server.url });
  const db = afterEach(world.db, (nth) => {
    if (nth === 3) throw new Error('gone');
    return undefined;
  });
  expect(await world.send({}, { db, mailer })).toMatchObject({ state: 'sent' });
  expect(server.taken, 'the first try ended before its first byte, the second one went out').toHaveLength(1);
});
