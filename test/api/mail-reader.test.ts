import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMailReader, MailUnreadable, type MailReader } from '../../api/mail/mail-reader.ts';
import { readUnreadMails } from '../../api/mail/receive-mail.ts';
import { saveMail } from '../../db/mail/incoming-mails.ts';
import { DAY } from '../../domain/time/duration.ts';
import { onTheWire, rawMail } from '../support/raw-mail.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.rep('sdr', 'Sam Hill'); // who answers replies
});
afterAll(async () => await world[Symbol.asyncDispose]());

const hello = Buffer.from(onTheWire(rawMail({ From: 'ann@pier7.example', Subject: 'Hello' }, 'Hello')));
/** Half a million lines keep any reader busy for longer than a moment. */
const slow = Buffer.from(`From: ann@pier7.example\r\n\r\n${'a\r\n'.repeat(500_000)}`);

test('a message that takes too long is given up, and the next one is read', async () => {
  await using reader = createMailReader({ deadline: 3_000 });
  await reader.read(hello);
  const [first, second] = await Promise.allSettled([reader.read(slow), reader.read(hello)]);
  // A machine that is fast enough has read it.
  if (first.status === 'rejected') expect(first.reason).toBeInstanceOf(MailUnreadable);
  expect(second).toMatchObject({ status: 'fulfilled', value: { subject: 'Hello' } });
});

test('no message gets a reader that has run out of time', async () => {
  await using reader = createMailReader({ deadline: 1 });
  await expect(reader.read(slow)).rejects.toThrow('too long');
});

async function leave(id: string, leadEmail: string, touch: string) {
  const raw = Buffer.from(
    onTheWire(
      rawMail(
        { From: leadEmail, Subject: 'Re: The guide', 'Message-ID': `<${id}@x>`, 'In-Reply-To': touch },
        'Yes, call me tomorrow.',
      ),
    ),
  );
  await saveMail(world.db, { id, hash: Buffer.from(id), envelopeTo: undefined, receivedAt: NOON, raw });
}
const leaseEnds = async () =>
  await world.db
    .updateTable('incomingMails')
    .set({ realReadBy: sql<Date>`clock_timestamp() - interval '1 second'` })
    .execute();
const state = async (id: string) =>
  await world.db
    .selectFrom('incomingMails')
    .select(['state', 'because', 'attempts'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
async function touched(email: string) {
  const leadId = await world.enrolled(email);
  const key = await world.touch(leadId);
  const { messageId } = await world.db.selectFrom('touches').select('messageId').where('key', '=', key).executeTakeFirstOrThrow();
  return { leadId, messageId: messageId! };
}

test('a message whose reader died is read later, once', async () => {
  await using reader = createMailReader();
  const id = world.deps.newId();
  const { leadId, messageId } = await touched('left@pier7.example');
  await leave(id, 'left@pier7.example', messageId);
  expect(await readUnreadMails(world.deps, reader)).toBe(0);
  await leaseEnds();
  expect(await readUnreadMails(world.deps, reader)).toBe(1);
  expect(await state(id)).toMatchObject({ state: 'read' });
  await leaseEnds();
  expect(await readUnreadMails(world.deps, reader)).toBe(0);
  expect(await world.db.selectFrom('engagements').select('kind').where('leadId', '=', leadId).execute()).toEqual([
    { kind: 'replied' },
  ]);
});

test('a message that stops each of its readers is listed as unreadable in the end', async () => {
  const broken: MailReader = {
    read: () => Promise.reject(new Error('Postgres is away')),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const id = world.deps.newId();
  await leave(id, 'stops@pier7.example', '<x@y>');
  for (let n = 0; n < 3; n++) {
    await leaseEnds();
    await readUnreadMails(world.deps, broken);
  }
  expect(await state(id)).toMatchObject({ state: 'unreadable', because: 'interrupted', attempts: 3 });
});

test('the bytes of a message that is done with are forgotten in time, and what was read of it stays', async () => {
  await using reader = createMailReader();
  const id = world.deps.newId();
  const { messageId } = await touched('old@pier7.example');
  await leave(id, 'old@pier7.example', messageId);
  await leaseEnds();
  await readUnreadMails(world.deps, reader);
  const raw = async () =>
    await world.db.selectFrom('incomingMails').select(['raw', 'message']).where('id', '=', id).executeTakeFirstOrThrow();
  expect((await raw()).raw).not.toBeNull();
  world.now = NOON + 181 * DAY;
  await world.as('admin').ops.forgetOld();
  world.now = NOON;
  expect(await raw()).toMatchObject({ raw: null, message: { subject: 'Re: The guide' } });
});
