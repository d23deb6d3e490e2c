import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { failingAddresses } from '../../db/contact/address-refusals.ts';
import { recordRefusal } from '../../services/contact/address-refusals.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { MailBlame } from '../../domain/contact/mail-status.ts';
import { createWorld, NOON, type World } from '../api/world.ts';

let world: World;
let leadId: string;
let email: string;
let calls = 0;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());
beforeEach(async () => {
  email = `refused${++calls}@pier7.example`;
  leadId = await world.enrolled(email);
});

const refuse = async (blame: MailBlame, day: number) =>
  await inTransaction(
    world.db,
    async (trx) =>
      await recordRefusal(trx, world.deps.policy, world.deps.newId, {
        leadId,
        blame,
        at: NOON + day * DAY,
        touchKey: `touch/${day}`,
      }),
  );
const mayMail = async () => (await world.as('marketer').leads.status({ leadId })).email;
const failing = async () => (await failingAddresses(world.db, { limit: 100 })).filter((one) => one.leadId === leadId);
async function getsThrough(day: number) {
  const key = await world.touch(leadId);
  await world.db
    .updateTable('touches')
    .set({ sentAt: new Date(NOON + day * DAY) })
    .where('key', '=', key)
    .execute();
}

test('three refusals without a reason in a row close the address', async () => {
  expect([await refuse('unknown', -30), await refuse('unknown', -20)]).toEqual([false, false]);
  expect(await mayMail()).toEqual({ may: true });
  expect(await refuse('unknown', -10)).toBe(true);
  expect(await mayMail()).toEqual({ may: false, because: 'bounced' });
});

test('an email that got through in between ends the row', async () => {
  await refuse('unknown', -30);
  await refuse('unknown', -20);
  await getsThrough(-15);
  expect([await refuse('unknown', -10), await refuse('unknown', -9)]).toEqual([false, false]);
  expect(await refuse('unknown', -8)).toBe(true);
});

test('an email that was accepted and came back did not get through', async () => {
  await refuse('unknown', -30);
  await refuse('unknown', -20);
  await getsThrough(-15);
  const touchKey = `${(await world.db.selectFrom('enrolments').select('id').where('leadId', '=', leadId).executeTakeFirstOrThrow()).id}/1/1`;
  const engagement = {
    id: world.deps.newId(),
    leadId,
    touchKey,
    kind: 'bounced',
    at: new Date(NOON - 14 * DAY),
    human: false,
  } as const;
  await world.db
    .insertInto('engagements')
    .values({ ...engagement, verdict: 'unknown', source: 'mail/unknown' })
    .execute();
  expect(await refuse('unknown', -10)).toBe(true);
});

test('an address that is full again and again is listed for a person, until an email gets through', async () => {
  await refuse('mailbox', -30);
  await refuse('mailbox', -20);
  expect(await failing()).toEqual([]);
  expect(await refuse('mailbox', -10)).toBe(false);
  expect(await failing()).toMatchObject([
    { email, blame: 'mailbox', inARow: 3, firstAt: NOON - 30 * DAY, lastAt: NOON - 10 * DAY },
  ]);
  expect(await mayMail()).toEqual({ may: true });
  await getsThrough(-1);
  expect(await failing()).toEqual([]);
});

test('a refusal that is our own fault is not held against the address', async () => {
  for (const day of [-5, -4, -3, -2]) expect(await refuse('ours', day)).toBe(false);
  expect(await world.db.selectFrom('addressRefusals').selectAll().where('emailKey', '=', email).execute()).toEqual([]);
});
