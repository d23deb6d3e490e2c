import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { onTheWire, rawMail } from '../support/raw-mail.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let intake: { authorization: string };
let leadId: string;
let calls = 0;

beforeAll(async () => {
  world = await createWorld();
  intake = await world.key('intake');
});
afterAll(async () => await world[Symbol.asyncDispose]());
beforeEach(async () => {
  leadId = await world.enrolled(`waits${++calls}@pier7.example`);
});

async function deliver(raw: string) {
  const headers = { ...intake, 'content-type': 'message/rfc822' };
  return (await world.api.inject({ method: 'POST', url: '/webhooks/mail', headers, payload: onTheWire(raw) })).statusCode;
}
async function fromAlias(text = 'Yes, please call me tomorrow.') {
  const from = `alias${calls}@other.example`;
  expect(
    await deliver(
      rawMail({ From: `Ann <${from}>`, Subject: 'Re: The guide', 'Message-ID': `<alias-${Math.random()}@other.example>` }, text),
    ),
  ).toBe(200);
  const { items: waiting } = await world.as('marketer').mail.unmatched();
  return waiting.find((one) => one.from === from)!;
}
const acts = async () => await world.db.selectFrom('engagements').selectAll().where('leadId', '=', leadId).execute();

test('a message that matches no lead waits in a list, and is shown with its text', async () => {
  const waiting = await fromAlias();
  expect(waiting).toMatchObject({ kind: 'reply', because: 'nobodyOfOurs', leadId: null, subject: 'Re: The guide' });
  const shown = await world.as('marketer').mail.get({ id: waiting.id });
  expect(shown.message?.text).toContain('call me tomorrow');
  expect(shown.raw).toContain(`From: Ann <${waiting.from}>`);
});

test('a person says whose it is: then it counts as theirs, once', async () => {
  const { id } = await fromAlias();
  expect(await world.as('marketer').mail.assign({ id, leadId })).toMatchObject({ id, kind: 'reply', leadId });
  expect(await acts()).toMatchObject([{ kind: 'replied', reply: 'interested', verdict: 'human' }]);
  await world.relay();
  expect(world.engine.heard.filter((one) => one.leadId === leadId && one.name === 'engaged')).toHaveLength(1);
  await expect(world.as('marketer').mail.assign({ id, leadId })).rejects.toThrow('is not waiting');
  expect((await world.as('marketer').mail.unmatched()).items.map((one) => one.id)).not.toContain(id);
  const { items: entries } = await world.as('admin').audit.list({ subject: id });
  expect(entries.map(({ outcome }) => outcome)).toEqual(['refused', 'done']);
  expect(entries[1]).toMatchObject({
    action: 'mail.assign',
    principal: 'marketer',
    subjects: expect.arrayContaining([leadId]) as string[],
  });
});

test('two people who decide at once decide once', async () => {
  const { id } = await fromAlias();
  const other = await world.enrolled(`other${calls}@pier7.example`);
  const decided = await Promise.allSettled([
    world.as('marketer').mail.assign({ id, leadId }),
    world.as('admin').mail.assign({ id, leadId: other }),
    world.as('manager').mail.dismiss({ id }),
  ]);
  expect(decided.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const one of decided) if (one.status === 'rejected') expect(String(one.reason)).toContain('is not waiting');
  const outcomes = (await world.as('admin').audit.list({ subject: id })).items.map(({ outcome }) => outcome);
  expect(outcomes.toSorted()).toEqual(['done', 'refused', 'refused']);
});

test('a wish to be left alone, once it is known whose, closes the channel', async () => {
  const { id } = await fromAlias('Please remove me from your list.');
  await world.as('marketer').mail.assign({ id, leadId });
  expect((await world.as('marketer').leads.status({ leadId })).email).toEqual({ may: false, because: 'unsubscribed' });
});

test("a rep sees what other people wrote about the rep's own leads, and nothing about others", async () => {
  const [owner, other] = [await world.rep('sdr', 'Olga Owner'), await world.rep('sdr', 'Otto Other')];
  await world.task(leadId, owner);
  const key = await world.touch(leadId);
  const { messageId } = await world.db.selectFrom('touches').select('messageId').where('key', '=', key).executeTakeFirstOrThrow();
  const head = {
    From: 'Cleo <cleo@elsewhere.example>',
    Subject: 'Re: The guide',
    'Message-ID': `<cleo-${calls}@elsewhere.example>`,
  };
  await deliver(rawMail({ ...head, 'In-Reply-To': messageId! }, 'Ann has passed this on to me.'));
  const [waiting] = (await world.as('rep', owner).mail.unmatched()).items;
  expect(waiting).toMatchObject({ because: 'somebodyElse', leadId, from: 'cleo@elsewhere.example' });
  expect((await world.as('rep', owner).mail.get({ id: waiting!.id })).message?.text).toContain('passed this on');
  expect((await world.as('rep', other).mail.unmatched()).items).toEqual([]);
  await expect(world.as('rep', other).mail.get({ id: waiting!.id })).rejects.toThrow('There is no message');
});

test('a message that belongs to no lead is dismissed', async () => {
  const { id } = await fromAlias('Buy our lamps.');
  expect(await world.as('marketer').mail.dismiss({ id })).toMatchObject({ id });
  expect((await world.as('marketer').mail.unmatched()).items.map((one) => one.id)).not.toContain(id);
  await expect(world.as('marketer').mail.dismiss({ id })).rejects.toThrow('dismissed');
});

test('an unreadable message is listed, and can be dismissed', async () => {
  await deliver(rawMail({ From: 'x@y.example', 'X-Long': 'x'.repeat(1_900_000) }, 'Hello'));
  const [unreadable] = (await world.as('marketer').mail.unreadable()).items;
  expect(unreadable).toMatchObject({ kind: null, from: null });
  await expect(world.as('marketer').mail.assign({ id: unreadable!.id, leadId })).rejects.toThrow('unreadable');
  await world.as('marketer').mail.dismiss({ id: unreadable!.id });
  expect((await world.as('marketer').mail.unreadable()).items).toEqual([]);
});

test('an unknown message and an unknown lead are reported in words', async () => {
  const nobody = '00000000-0000-7000-8000-000000000000';
  await expect(world.as('marketer').mail.get({ id: nobody })).rejects.toThrow('There is no message');
  const { id } = await fromAlias();
  await expect(world.as('marketer').mail.assign({ id, leadId: nobody })).rejects.toThrow('There is no lead');
});

test('servers that refuse us are listed for operations', async () => {
  const key = await world.touch(leadId);
  const to = `${world.links.signEnvelope(key)}@mail.example.com`;
  const text =
    'Your message could not be delivered.\n\n550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a block list';
  await deliver(
    rawMail({ 'Return-Path': '<>', From: 'MAILER-DAEMON@mx.pier7.example', To: to, Subject: 'Undelivered mail' }, text),
  );
  expect((await world.as('manager').mail.againstUs()).items).toMatchObject([
    { kind: 'bounce', because: 'ours', leadId, touchKey: key },
  ]);
});
