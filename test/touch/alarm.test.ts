import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import type { SendOutcome } from '../../domain/contact/send-outcome.ts';
import type { Mailer } from '../../activities/touch/mailer.ts';
import { recordTrouble, troubleNow } from '../../db/touches/sending-trouble.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { scriptedServer } from './scripted-server.ts';
import { touchWorld, type TouchWorld } from './world.ts';

const answering = (outcome: SendOutcome): Mailer => ({ send: () => Promise.resolve(outcome) });
const notSent = (because: Extract<SendOutcome, { state: 'notSent' }>['because'], smtpCode?: number): Mailer =>
  answering({ state: 'notSent', because, ...(smtpCode !== undefined && { smtpCode }) });

/** As if the trouble had begun that long ago. */
async function lasts({ db }: TouchWorld, minutes: number): Promise<void> {
  await sql`update sending_trouble set real_since = real_since - make_interval(mins => ${minutes})`.execute(db);
}
const alarms = ({ logged }: TouchWorld): string[] => logged.filter((line) => line.includes('no email gets through'));

test.for(['connection', 'timeout', 'tls'] as const)(
  'trouble of the kind "%s" does not concern operations at first; if it lasts, they are told once, until an email gets through',
  async (because) => {
    await using world = await touchWorld();
    await world.send({}, { mailer: notSent(because) });
    expect([alarms(world), await troubleNow(world.db)]).toEqual([[], undefined]);
    await lasts(world, 4);
    await world.send({}, { mailer: notSent(because) });
    await world.send({}, { mailer: notSent(because) });
    expect(alarms(world)).toHaveLength(1);
    expect(JSON.parse(alarms(world)[0]!)).toMatchObject({ level: 50, code: because });
    expect(await troubleNow(world.db)).toMatchObject({ because, mails: 3 });

    expect(await world.send()).toMatchObject({ state: 'sent' });
    expect(await troubleNow(world.db)).toBeUndefined();
  },
);

test.for([
  ['loginRefused', 'Check the login'],
  ['senderRefused', 'Check the sender address'],
  ['overLimit', 'Raise the limit'],
] as const)('that is final, so operations are told at once: %s', async ([because, todo]) => {
  await using world = await touchWorld();
  await world.send({}, { mailer: notSent(because, 550) });
  expect(alarms(world)).toEqual([expect.stringContaining(todo)]);
});

test('421 and 451 cause an alarm only after a quarter of an hour, and for many emails', async () => {
  await using world = await touchWorld();
  await using server = await scriptedServer({ mail: '451 4.7.1 Rate limited, try again later' });
  await using mailer = await createSmtpMailer({ url: server.url });
  await world.send({}, { mailer });
  await lasts(world, 10);
  await world.send({}, { mailer });
  expect(alarms(world)).toEqual([]);
  await lasts(world, 10);
  for (let n = 0; n < 8; n++) await world.send({}, { mailer: notSent('busy', 421) });
  expect(alarms(world)).toHaveLength(1);
});

test('a limit of ours touches no lead: its email is tried again an hour later', async () => {
  await using world = await touchWorld();
  await using server = await scriptedServer({
    rcpt: "550 5.1.90 Your message can't be sent because you've reached your daily limit",
  });
  await using mailer = await createSmtpMailer({ url: server.url });
  const result = await world.send({}, { mailer });
  expect(result).toMatchObject({ state: 'deferred', because: 'overLimit' });
  expect((result as { until: number }).until - world.now).toBeGreaterThanOrEqual(HOUR);
  expect(await world.db.selectFrom('suppressions').select('id').execute()).toEqual([]);
});

test('a problem with one email or one mailbox is not trouble with sending', async () => {
  await using world = await touchWorld();
  for (const because of ['message', 'noSmtpUtf8', 'breakerOpen'] as const) await world.send({}, { mailer: notSent(because) });
  expect(await world.db.selectFrom('sendingTrouble').selectAll().execute()).toEqual([]);
});

test('of many workers that see trouble, one reports it', async () => {
  await using world = await touchWorld();
  const { enrolmentId } = world.order();
  const keys = Array.from({ length: 8 }, (_, n) => `${enrolmentId}/3/${n}`);
  await recordTrouble(world.db, 'email', 'connection', undefined);
  await Promise.all(keys.map((key) => world.send({ key }, { mailer: notSent('loginRefused', 535) })));
  expect(alarms(world)).toHaveLength(1);
});
