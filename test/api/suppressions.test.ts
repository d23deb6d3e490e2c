import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { liftOwnOptOut } from '../../services/contact/lift-suppression.ts';
import { DAY } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let calls = 0;
let domain: string;
let email: string;
let leadId: string;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());
beforeEach(async () => {
  await world.db.deleteFrom('suppressions').execute();
  world.now = NOON;
  domain = `pier${++calls}.example`;
  email = `ann@${domain}`;
  leadId = await world.enrolled(email);
});

type Closing = Parameters<ReturnType<World['as']>['contact']['close']>[0];
const close = async (order: Closing) => await world.as('marketer').contact.close(order);
const open = async (id: string, role: 'rep' | 'manager' | 'marketer' | 'admin' = 'marketer', repId?: string) =>
  await world.as(role, repId).contact.open({ id });
const status = async (of = leadId) => await world.as('marketer').leads.status({ leadId: of });
const standing = async () => (await world.as('rep').suppressions.list({ leadId })).items;
async function told(of = leadId) {
  await world.relay();
  return world.engine.heard
    .filter((one) => one.leadId === of && one.name === 'contactabilityChanged')
    .map(({ payload }) => payload);
}
const accountOf = async () =>
  (await world.db.selectFrom('leads').select('accountId').where('id', '=', leadId).executeTakeFirstOrThrow()).accountId!;
const audited = async (subject: string) => (await world.as('admin').audit.list({ subject })).items.toReversed();

test.each<[string, () => Promise<Closing> | Closing, string]>([
  ['an account', async () => ({ accountId: await accountOf(), reason: 'excludedAccount' }), 'excludedAccount'],
  ['a domain', () => ({ domain, reason: 'excludedDomain' }), 'excludedDomain'],
  [
    'a domain, as it is spelled elsewhere',
    () => ({ domain: `@${domain.toUpperCase()}`, reason: 'excludedDomain' }),
    'excludedDomain',
  ],
  ['an address', () => ({ address: ` ${email.toUpperCase()}`, reason: 'doNotContact' }), 'doNotContact'],
])('%s can be closed, and its programs are told', async (_, order, because) => {
  const { id, wasOpen } = await close(await order());
  expect(wasOpen).toBe(true);
  const { email: mayEmail, phone } = await status();
  expect([mayEmail, phone]).toEqual([
    { may: false, because },
    { may: false, because },
  ]);
  expect(await told()).toMatchObject([{ email: false, phone: false, because }]);
  expect(await audited(id)).toMatchObject([
    { principal: 'marketer', action: 'contact.close', detail: { input: { reason: because } } },
  ]);
  expect((await close(await order())).wasOpen).toBe(false);
  const story = await world.as('rep').leads.story({ leadId });
  expect(story.at(-1)).toMatchObject({
    kind: because,
    text: expect.stringMatching(/^every channel closed: .*\(by marketer\)$/) as string,
  });
});

test('a domain closes what is below it, and not its neighbours', async () => {
  const below = await world.lead(`bob@eu.${domain}`);
  const beside = await world.lead(`eve@not${domain}`);
  await close({ domain, reason: 'excludedDomain' });
  expect([(await status(below)).email.may, (await status(beside)).email.may]).toEqual([false, true]);
});

test.each(['gmail.com', 'GoogleMail.com', 'mailinator.com', 'co.uk'])(
  '%s, where many have addresses, is closed only for who says that everybody there is meant',
  async (shared) => {
    const bystander = await world.lead(`bystander${calls}@gmail.com`);
    await expect(close({ domain: shared, reason: 'excludedDomain' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/belongs to no single company.*everybodyThere: true/) as string,
      data: { code: 'domainOfMany', field: 'domain' },
    });
    expect((await status(bystander)).email.may).toBe(true);
    expect(await close({ domain: shared, reason: 'excludedDomain', everybodyThere: true })).toMatchObject({ wasOpen: true });
    expect((await status(bystander)).email.may).toBe(shared !== 'gmail.com');
  },
);

test('an address without a lead remains closed when it arrives later in another spelling', async () => {
  await close({ address: `later.on${calls}@gmail.com`, reason: 'unsubscribed' });
  const later = await world.lead(`lateron${calls}+fair@googlemail.com`);
  expect((await status(later)).email).toEqual({ may: false, because: 'unsubscribed' });
});

test('all sending can be stopped and resumed, and no program drops a lead', async () => {
  const { id } = await close({ everybody: true, reason: 'stopped' });
  expect((await status()).email).toEqual({ may: false, because: 'stopped' });
  expect((await status()).phone).toEqual({ may: true });
  expect(await told()).toEqual([]);
  expect(await open(id)).toMatchObject({ wasClosed: true });
  expect((await status()).email).toEqual({ may: true });
  expect(await told()).toMatchObject([{ email: true, phone: true, lifted: true }]);
});

test('a lift is told, audited, in the story, and harmless twice', async () => {
  const { id } = await close({ accountId: await accountOf(), reason: 'excludedAccount' });
  expect(await open(id, 'manager')).toMatchObject({ wasClosed: true });
  expect(await open(id, 'manager')).toMatchObject({ wasClosed: false });
  expect((await status()).email).toEqual({ may: true });
  expect(await told()).toMatchObject([{ email: false }, { email: true, lifted: true }]);
  expect((await audited(id)).map(({ action }) => action)).toEqual(['contact.close', 'contact.open', 'contact.open']);
  const [line] = (await world.as('rep').leads.story({ leadId })).slice(-1);
  expect(line?.text).toBe('every channel opened again, which was closed: account that we do not contact (by manager)');
});

test("a rep's hold can be changed and ended by that rep only", async () => {
  const [sam, kim] = [await world.rep('sdr', `Sam ${calls}`), await world.rep('sdr', `Kim ${calls}`)];
  await world.task(leadId, sam);
  const hold = async (until: number) =>
    await world.as('rep', sam).contact.close({ leadId, channel: 'email', reason: 'hold', until });
  expect(await hold(NOON + 400 * DAY)).toMatchObject({ wasOpen: true });
  const { events } = await world.as('rep', sam).contact.history({ leadId });
  expect(events.at(-1)?.text).toMatch(/^email closed until 2027-\d\d-\d\d \d\d:\d\d UTC: Held by a rep$/);
  expect(await hold(NOON + 4 * DAY)).toMatchObject({ wasOpen: false });
  expect((await status()).email).toEqual({ may: false, because: 'hold', until: new Date(NOON + 4 * DAY).toISOString() });
  const [held] = await standing();
  await expect(open(held!.id, 'rep', kim)).rejects.toMatchObject({ data: { code: 'otherLead' } });
  expect(await open(held!.id, 'rep', sam)).toMatchObject({ wasClosed: true });
  expect((await status()).email).toEqual({ may: true });
  expect(await told()).toMatchObject([{ email: true }, { email: true, lifted: true }, { email: true, lifted: true }]);
});

test.each(['unsubscribed', 'doNotContact', 'legal'] as const)(
  'only the person who said no (%s) can take it back',
  async (reason) => {
    await world.as('marketer').contact.close({ leadId, channel: 'email', reason });
    const [no] = await standing();
    for (const role of ['rep', 'manager', 'marketer', 'admin'] as const)
      await expect(open(no!.id, role)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        message: expect.stringMatching(/^Only the person can take back their own opt-out\. If they want/) as string,
        data: { code: 'ownOptOut', value: reason },
      });
    // Nor does a later file, nor another consent.
    const file = { csv: `email\n${email}` };
    await world.as('marketer').imports.run({ file, source: 'fair', consentBasis: 'optIn', consents: 'add' });
    expect((await status()).email).toEqual({ may: false, because: reason });
  },
);

test('reps can’t open what only marketers and managers may open', async () => {
  const { id } = await close({ domain, reason: 'excludedDomain' });
  await expect(open(id, 'rep')).rejects.toMatchObject({
    message:
      'Your role may not lift a suppression for "Domain that we do not write to". Use a key with one of these roles: admin, manager, marketer.',
  });
});

test('a confirmed opt-in opens email again, and leaves the phone and what others closed', async () => {
  await world.as('marketer').contact.close({ leadId, channel: 'all', reason: 'doNotContact' });
  await world.as('marketer').contact.close({ leadId, channel: 'email', reason: 'unsubscribed' });
  const confirm = async () =>
    await world.db
      .transaction()
      .execute((trx) => liftOwnOptOut(trx, world.deps.policy, () => v7(), { leadId, proof: 'the-consent', at: NOON }));
  expect(await confirm()).toBe(2);
  expect(await confirm()).toBe(0);
  expect(await status()).toMatchObject({ email: { may: true }, phone: { may: false, because: 'doNotContact' } });
  expect((await told()).at(-1)).toMatchObject({ email: true, phone: false, lifted: true });
  await close({ domain, reason: 'excludedDomain' });
  expect(await confirm()).toBe(0);
  expect((await status()).email).toEqual({ may: false, because: 'excludedDomain' });
});

test('a legal request stays, whatever is confirmed', async () => {
  await world.as('marketer').contact.close({ leadId, channel: 'all', reason: 'legal' });
  const order = { leadId, proof: 'the-consent', at: NOON };
  expect(await world.db.transaction().execute((trx) => liftOwnOptOut(trx, world.deps.policy, () => v7(), order))).toBe(0);
  expect((await status()).email).toEqual({ may: false, because: 'legal' });
});

test.each<[string, Closing, string]>([
  [
    'an account that is not there',
    { accountId: '00000000-0000-7000-8000-000000000000', reason: 'excludedAccount' },
    'accountUnknown',
  ],
  ['a text that is no domain', { domain: 'acme', reason: 'excludedDomain' }, 'domainInvalid'],
  ['a text that is no address', { address: 'ann', reason: 'legal' }, 'addressInvalid'],
  ['a reason that does not reach so far', { everybody: true, reason: 'unsubscribed' }, 'reasonDoesNotReach'],
  ['an end that is past', { domain: 'acme.example', reason: 'excludedDomain', until: NOON - 1 }, 'untilPast'],
])('%s is refused with a sentence', async (_, order, code) => {
  await expect(close(order)).rejects.toMatchObject({ data: { code } });
  expect((await world.as('marketer').suppressions.list({})).items).toEqual([]);
});

test('the list shows suppressions in force, for a lead at every scope, and past ones on request', async () => {
  await close({ domain, reason: 'excludedDomain' });
  const { id } = await close({ everybody: true, reason: 'stopped', until: NOON + DAY });
  await close({ domain: 'elsewhere.example', reason: 'excludedDomain' });
  expect((await standing()).map(({ scope }) => scope)).toEqual(['domain', 'everybody']);
  expect((await world.as('marketer').suppressions.list({ scope: 'domain' })).items).toHaveLength(2);
  world.now = NOON + DAY;
  expect((await standing()).map(({ scope }) => scope)).toEqual(['domain']);
  const [first, ...more] = (await world.as('marketer').suppressions.list({ past: true, limit: 2 })).items;
  expect(more).toMatchObject([{ id, scope: 'everybody', by: 'marketer', until: new Date(NOON + DAY).toISOString() }]);
  expect((await world.as('marketer').suppressions.list({ past: true, after: first!.id })).items).toHaveLength(2);
});

test('a rep sees what concerns a lead, and not the addresses of all who said no', async () => {
  await close({ address: email, reason: 'unsubscribed' });
  expect(await standing()).toMatchObject([{ scope: 'address', subject: email }]);
  await expect(world.as('rep').suppressions.list({})).rejects.toMatchObject({ data: { code: 'leadMissing' } });
});

test('programs of many leads are told in pages', async () => {
  const leadIds: string[] = [];
  for (let n = 0; n < 3; n++) leadIds.push(await world.enrolled(`many${n}@${domain}`));
  await close({ domain, reason: 'excludedDomain' });
  for (const one of leadIds) expect(await told(one)).toMatchObject([{ email: false, because: 'excludedDomain' }]);
});
