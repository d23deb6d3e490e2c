import pino from 'pino';
import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel } from '../../domain/contact/suppression.ts';
import { note } from '../../activities/touch/alarm.ts';
import type { Mailer } from '../../activities/touch/mailer.ts';
import { readGauge } from '../../db/system/gauges.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import { raiseDueReports } from '../../services/alerts/raise-reports.ts';
import { createAlerts } from '../../worker/alerts.ts';
import { publish } from '../../worker/deliver-events.ts';
import { watchSending } from '../../services/alerts/watch-sending.ts';
import { createWorld, sending, type World } from '../api/world.ts';

const log = pino({ level: 'silent' });
let world: World;
beforeEach(async () => void (world = await createWorld()));
afterEach(async () => await world[Symbol.asyncDispose]());

const TUESDAY_AT_NINE = Date.parse('2026-03-10T08:00:00Z');

/** The day of a rep begins: they get what is to be said. */
async function begins(at = TUESDAY_AT_NINE): Promise<string[]> {
  world.now = at;
  await raiseDueReports(world.db, at);
  return await told();
}

/** What goes out now, with the name of whom it is for. */
async function told(mailer: Mailer = world.mail, policy = world.deps.policy): Promise<string[]> {
  const { db, links, deps, mail } = world;
  const alerts = createAlerts({
    db,
    links,
    log: deps.log,
    policy,
    clock: deps.clock,
    mailer,
    settings: sending,
  });
  const before = mail.mails.length;
  await publish(db, {});
  while ((await alerts.tick()) > 0);
  return mail.mails
    .slice(before)
    .map(({ to, text }) => `${to.name}: ${text.replaceAll(/\n {2}http\S+/g, '').replace(/\n\n--\n[^]*$/, '')}`);
}

async function acts(leadId: string, ...ago: number[]) {
  const act = { leadId, kind: 'visited', source: 'test', verdict: 'human', human: true } as const;
  const rows = ago.map((time) => ({ ...act, id: v7(), at: new Date(TUESDAY_AT_NINE - time) }));
  await world.db.insertInto('engagements').values(rows).execute();
}

test('the rep who knows a lead is told when it is active again after a month', async () => {
  const sam = await world.rep('sdr', 'Sam');
  const leadId = await world.lead();
  await world.db.updateTable('leads').set({ ownerId: sam }).where('id', '=', leadId).execute();
  await acts(leadId, 60 * DAY, HOUR, 2 * HOUR);
  expect(await begins()).toEqual([
    'Sam: Active again after a month or longer\n\nann@pier7.example (pier7.example): 2 acts, the strongest: visited a page',
  ]);
});

test('a day says what leads did since the rep was last told, also on days on which nobody works', async () => {
  const sam = await world.rep('sdr', 'Sam');
  const leadId = await world.lead();
  await world.db.updateTable('leads').set({ ownerId: sam }).where('id', '=', leadId).execute();
  const saturday = 3 * DAY;
  await acts(leadId, 4 * DAY + HOUR, 4 * DAY - HOUR, saturday, -HOUR);
  const days = [-4, -3, -1, 0, 1].map((day) => TUESDAY_AT_NINE + day * DAY);
  const told: string[][] = [];
  for (const day of days) told.push(await begins(day));
  const active = (since: string, acts: string) =>
    `Sam: Most active since ${since}, 09:00 (Europe/Berlin)\n\nann@pier7.example (pier7.example): ${acts}, the strongest: visited a page`;
  expect(told).toEqual([
    [active('Thu 5 Mar', '1 act')],
    [],
    [active('Fri 6 Mar', '2 acts')],
    [],
    [active('Tue 10 Mar', '1 act')],
  ]);
});

test('the first day of a rep who was away for long tells two weeks, and who is active again by then', async () => {
  const sam = await world.rep('sdr', 'Sam');
  const [ann, bob] = [await world.lead('ann@pier7.example'), await world.lead('bob@quay9.example')];
  await world.db.updateTable('leads').set({ ownerId: sam }).execute();
  await begins(TUESDAY_AT_NINE - 20 * DAY);
  await acts(ann, 43 * DAY, 18 * DAY, 13 * DAY);
  await acts(bob, 50 * DAY, 13 * DAY);
  expect(await begins()).toEqual([
    expect.stringMatching(/^Sam: Most active since Tue 24 Feb, 09:00.*\n\nann.*: 1 act,.*\n\nActive again.*\n\nbob.*: 1 act,/),
  ]);
});

test('work of others is listed until they have done it', async () => {
  const sam = await world.rep('sdr', 'Sam');
  await world.rep('manager', 'Mia');
  const taskId = await world.task(await world.lead(), sam);
  await world.db.updateTable('tasks').set({ sla: 'managerDecision' }).where('id', '=', taskId).execute();
  expect(await begins()).toEqual([
    'Sam: Waiting for others\n\ncall task, ann@pier7.example (pier7.example): a manager decides; open since Tue 10 Mar, 11:00 (Europe/Berlin)',
  ]);
});

test('a day says how much there is, however much that is', async () => {
  const [sam, sue] = [await world.rep('sdr', 'Sam'), await world.rep('sdr', 'Sue')];
  const leadId = await world.lead();
  await world.db.updateTable('leads').set({ ownerId: sam }).where('id', '=', leadId).execute();
  for (let n = 0; n < 205; n++) await world.task(leadId, sam, 'reply');
  for (let n = 0; n < 105; n++) await world.task(leadId, sue, 'reply');
  const [day] = (await begins()).filter((text) => text.startsWith('Sam'));
  expect(world.mail.mails.find(({ to }) => to.name === 'Sam')?.subject).toBe('Your day: 205 due, 105 waiting for others');
  expect(day).toContain('… and 195 more');
  expect(day).toContain('… and 95 more');
});

test('each report goes out once, whichever of several workers raises it, and at the beginning of a day only', async () => {
  await world.rep('sdr', 'Sam');
  await acts(await world.lead(), HOUR);
  await Promise.all([raiseDueReports(world.db, TUESDAY_AT_NINE), raiseDueReports(world.db, TUESDAY_AT_NINE)]);
  await raiseDueReports(world.db, TUESDAY_AT_NINE + HOUR);
  const raised = async () =>
    (await world.db.selectFrom('alerts').select(['kind', 'subject']).orderBy('subject').execute()).map(
      ({ kind, subject }) => `${kind} ${subject}`,
    );
  expect(await raised()).toEqual(['digest 2026-03-10']);
  await raiseDueReports(world.db, TUESDAY_AT_NINE + DAY + 3 * HOUR);
  expect(await raised()).toEqual(['digest 2026-03-10']);
  await raiseDueReports(world.db, TUESDAY_AT_NINE + 2 * DAY);
  expect(await raised()).toEqual(['digest 2026-03-10', 'digest 2026-03-12']);
});

test('marketers, where there are some, get the week of marketing in place of the managers', async () => {
  await world.rep('manager', 'Mia');
  const rows = async () =>
    (
      await world.db
        .selectFrom('alerts')
        .innerJoin('reps', 'reps.id', 'alerts.repId')
        .select(['kind', 'name'])
        .orderBy('kind')
        .execute()
    ).map(({ kind, name }) => `${kind} ${name}`);
  await raiseDueReports(world.db, TUESDAY_AT_NINE);
  expect(await rows()).toEqual(['digest Mia', 'marketingWeek Mia', 'salesWeek Mia']);
  await world.rep('marketer', 'Max', 'marketing');
  await raiseDueReports(world.db, TUESDAY_AT_NINE + 7 * DAY);
  expect((await rows()).filter((row) => row.startsWith('marketingWeek'))).toEqual(['marketingWeek Mia', 'marketingWeek Max']);
});

/** Mia manages the operations, and Max another team. */
async function operators() {
  await world.rep('manager', 'Mia', 'operations');
  await world.rep('manager', 'Max');
}

test('operations are told once that nothing gets through, even at night, with what to do about it', async () => {
  await operators();
  world.now = TUESDAY_AT_NINE - 6 * HOUR;
  const { db, deps } = world;
  const channel = 'sms' as Channel;
  for (let n = 0; n < 3; n++) await note({ db, log, clock: deps.clock }, channel, 'loginRefused');
  expect(await told()).toEqual([
    expect.stringMatching(/^Mia: sms\n\nSince .*: 3 attempts failed\.\nCheck the gateway, and the settings of the channel sms\./),
  ]);
  expect(await told()).toEqual([]);
});

test('trouble that is over before the alert goes out causes no alert', async () => {
  await operators();
  const { db, deps } = world;
  await note({ db, log, clock: deps.clock }, 'email', 'loginRefused');
  await db.deleteFrom('sendingTrouble').execute();
  expect(await told()).toEqual([]);
});

test('operations are told once about a day with too many bounces, but not about a few of many', async () => {
  await operators();
  const { db, deps } = world;
  world.now = TUESDAY_AT_NINE + 3 * HOUR;
  const leadId = await world.enrolled();
  const bounce = (minutes: number) =>
    ({
      id: v7(),
      leadId,
      kind: 'bounced',
      at: new Date(TUESDAY_AT_NINE - minutes * MINUTE),
      source: 'mail/address',
      verdict: 'unknown',
      human: false,
      bounce: 'address',
    }) as const;
  const alarm = { bounces: 0.5, complaints: 0.1, emails: 2 };
  const policy = { ...deps.policy, sending: { ...deps.policy.sending, alarm } };
  const watch = async () => await watchSending(db, policy, v7, world.now);
  await world.touch(leadId);
  await world.touch(await world.enrolled('bob@quay9.example'));
  await db
    .insertInto('engagements')
    .values([bounce(1)])
    .execute();
  await watch();
  expect(await told(world.mail, policy)).toEqual([]);
  await db
    .insertInto('engagements')
    .values([bounce(2)])
    .execute();
  await watch();
  await watch();
  expect(await told(world.mail, policy)).toEqual([
    expect.stringMatching(/^Mia: The last 24 hours\n\n2 emails sent\n2 bounced \(100 %\)\n0 caused complaints/),
  ]);
});

test('operations are told about a refused alert, once a day, and never about an alert of this kind', async () => {
  await operators();
  const sam = await world.rep('sdr', 'Sam');
  for (const email of ['ann@pier7.example', 'bob@quay9.example']) await world.task(await world.lead(email), sam);
  const refusing: Mailer = { send: () => Promise.resolve({ state: 'refused', blame: 'address', smtpCode: 550 }) };
  await told(refusing);
  expect(await told()).toEqual([expect.stringMatching(/^Mia: Sam <sam@ours\.example>: 2 alerts, refused/)]);
  await world.task(await world.lead('cid@dock.example'), sam);
  await told(refusing);
  await told(refusing);
  expect(await told()).toEqual([]);
});

test('how late alerts are is a metric, by kind', async () => {
  await world.rep('sdr', 'Sam');
  await acts(await world.lead(), HOUR);
  await raiseDueReports(world.db, TUESDAY_AT_NINE);
  world.now = TUESDAY_AT_NINE + 20 * MINUTE;
  await world.task(await world.lead('bob@quay9.example'), await world.rep('sdr', 'Sue'));
  await world.db
    .updateTable('tasks')
    .set({ openedAt: new Date(world.now - MINUTE) })
    .execute();
  await world.db
    .updateTable('outgoingEvents')
    .set({ at: new Date(world.now - MINUTE) })
    .execute();
  await told();
  const rows = await readGauge(world.db, 'trellis_alert_delay_seconds', world.now);
  expect(rows.filter(({ kind }) => kind === 'opened')).toEqual(
    ['0.5', '0.95', '1'].map((quantile) => ({ kind: 'opened', quantile, value: 60 })),
  );
});
