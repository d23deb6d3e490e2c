import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HOUR } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let leadId: string;
let n = 0;
let old: string;
let fresh: string;
beforeAll(async () => void (world = await createWorld()));
beforeEach(async () => {
  world.now = NOON;
  old = `ann@pier${++n}.example`;
  fresh = `ann@quay${n}.example`;
  leadId = await world.enrolled(old);
});
afterAll(async () => await world[Symbol.asyncDispose]());

type Values = Omit<Parameters<ReturnType<World['as']>['leads']['update']>[0], 'leadId'>;
const correct = async (values: Values, of = leadId) => await world.as('marketer').leads.update({ leadId: of, ...values });
const known = async (of = leadId) => await world.as('marketer').leads.get({ leadId: of });
const mayMail = async (of = leadId) => (await world.as('marketer').leads.status({ leadId: of })).email;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const story = async () => (await world.as('rep').leads.story({ leadId })).map(({ text }) => text).join('\n');
const importCsv = async (csv: string) =>
  await world.as('marketer').imports.run({ file: { csv }, source: 'crm', consentBasis: 'optIn' });

test('a corrected address is answered with before and after, moves the lead to its company, and is in the story', async () => {
  const answer = await correct({ email: ` ${fresh.toUpperCase()} `, title: 'Director' });
  expect(answer.changes).toEqual([
    { field: 'email', before: old, after: fresh },
    { field: 'company', before: `pier${n}.example`, after: `quay${n}.example` },
    { field: 'title', before: null, after: 'Director' },
    { field: 'persona', before: 'user', after: 'decision-maker' },
    { field: 'seniority', before: 'staff', after: 'director' },
  ]);
  expect(answer.next).toContain(`what comes from ${old} is still theirs`);
  expect(await known()).toMatchObject({
    email: fresh,
    company: { domain: `quay${n}.example` },
    formerAddresses: [{ email: old, until: new Date(NOON).toISOString() }],
  });
  expect(await story()).toContain(`corrected: email "${old}" → "${fresh}"`);
  expect((await correct({ title: 'Director' })).changes).toEqual([]);
});

test('the old address still finds the lead: for a look-up, a file, a form and an act', async () => {
  await correct({ email: fresh });
  expect(await known(old)).toMatchObject({ id: leadId, email: fresh });
  expect((await world.as('rep').leads.find({ text: old })).map(({ id }) => id)).toContain(leadId);
  expect(await importCsv(`email,title\n${old},Buyer\n${fresh},Buyer\n`)).toMatchObject({ created: 0 });
  expect(await world.lead(old)).toBe(leadId);
  const { results } = await world.as('intake').events.record({ events: [{ kind: 'trialStarted', lead: old }] });
  expect(results).toMatchObject([{ leadId }]);
  expect((await known()).title).toBe('Buyer');
  const { audience } = await world.as('marketer').segments.addresses({ pasted: `${old}, ${fresh}` });
  expect(await world.as('marketer').segments.count({ audience: audience! })).toMatchObject({ leads: 1 });
});

test.each(['unsubscribed', 'doNotContact', 'complained'] as const)(
  'a no of the old address (%s) stays, for the lead and for the old address',
  async (reason) => {
    await world.as('marketer').contact.close({ address: old, reason, channel: 'email' });
    await correct({ email: fresh });
    expect(await mayMail()).toEqual({ may: false, because: reason });
    await correct({ email: old });
    expect(await mayMail()).toEqual({ may: false, because: reason });
  },
);

test.each(['unsubscribed', 'doNotContact'] as const)(
  'a no of the old address (%s) that comes after the correction closes the lead, too, and its program hears of it',
  async (reason) => {
    await correct({ email: fresh });
    await world.as('marketer').contact.close({ address: old, reason, channel: 'email' });
    expect(await mayMail()).toEqual({ may: false, because: reason });
    await world.relay();
    expect(world.engine.heard.filter((one) => one.leadId === leadId).at(-1)).toMatchObject({
      name: 'contactabilityChanged',
      payload: { email: false, because: reason },
    });
  },
);

test.each(['address', 'sha256'])(
  'a list of opt-outs that names the old address by its %s closes the lead, too',
  async (column) => {
    await correct({ email: fresh });
    const csv = `${column === 'address' ? 'email' : 'email_sha256'}\n${column === 'address' ? old : sha256(old)}\n`;
    await world.as('marketer').suppressions.import({ csv, reason: 'unsubscribed' });
    expect(await mayMail()).toEqual({ may: false, because: 'unsubscribed' });
  },
);

test('an opt-out of a list that hides its addresses stays when the same mailbox is spelled otherwise', async () => {
  const spelled = await world.lead(`ann.fox${n}@gmail.com`);
  await world
    .as('marketer')
    .suppressions.import({ csv: `email_sha256\n${sha256(`ann.fox${n}@gmail.com`)}\n`, reason: 'unsubscribed' });
  await correct({ email: `annfox${n}@gmail.com` }, spelled);
  expect(await mayMail(spelled)).toEqual({ may: false, because: 'unsubscribed' });
});

test('who reads the old mailbox now can not opt in for the lead', async () => {
  const { leadId: max } = await world
    .as('marketer')
    .leads.add({ lead: { email: `max@pier${n}.example` }, source: 'fair', consentBasis: 'none' });
  await world.api.inject({ method: 'POST', url: '/f/newsletter', payload: { email: `max@pier${n}.example`, consent: 'on' } });
  await correct({ email: `max@quay${n}.example` }, max);
  await world.confirm(`max@pier${n}.example`);
  expect(await mayMail(max)).toMatchObject({ may: false, because: 'noConsent' });
});

test('who has said no since is not asked to confirm what was asked for at the old address', async () => {
  const { leadId: max } = await world
    .as('marketer')
    .leads.add({ lead: { email: `max@pier${n}.example` }, source: 'fair', consentBasis: 'none' });
  await world.api.inject({ method: 'POST', url: '/f/newsletter', payload: { email: `max@pier${n}.example`, consent: 'on' } });
  await correct({ email: `max@quay${n}.example` }, max);
  world.now = NOON + HOUR;
  await world.as('marketer').contact.close({ leadId: max, reason: 'doNotContact', channel: 'email' });
  expect(await world.asked(`max@pier${n}.example`)).toBe('/');
});

test('a no of the new address holds, too, and the program hears of both', async () => {
  await world.as('marketer').contact.close({ address: fresh, reason: 'unsubscribed' });
  await correct({ email: fresh });
  expect(await mayMail()).toEqual({ may: false, because: 'unsubscribed' });
  await world.relay();
  expect(world.engine.heard.filter((one) => one.leadId === leadId && one.name === 'contactabilityChanged')).toMatchObject([
    { payload: { email: false, phone: true, because: 'addressChanged' } },
  ]);
});

test('an address that does not exist is corrected, and emails go out again; a late bounce of the old one leaves the new one open', async () => {
  const key = await world.touch(leadId);
  world.now = NOON + HOUR;
  await correct({ email: fresh });
  const headers = {
    ...(await world.key('intake')),
    'content-type': 'message/rfc822',
    'x-envelope-to': `${world.links.signEnvelope(key)}@mail.example.com`,
  };
  const report = `From: MAILER-DAEMON@mx.example\nTo: bounces@mail.example.com\nMessage-ID: <late-${n}@mx.example>\nMIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: message/delivery-status\n
Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ${old}\nAction: failed\nStatus: 5.1.1\n\n--b--\n`;
  const answer = await world.api.inject({
    method: 'POST',
    url: '/webhooks/mail',
    headers,
    payload: report.replaceAll('\n', '\r\n'),
  });
  expect(answer.json()).toMatchObject({ status: 'recorded', kind: 'bounce', leadId });
  expect(await mayMail()).toEqual({ may: true });
  await world.as('marketer').contact.close({ address: fresh, reason: 'bounced' });
  expect((await mayMail()).may).toBe(false);
  await correct({ email: `ann.again@quay${n}.example` });
  expect(await mayMail()).toEqual({ may: true });
});

test('the address of another lead is refused with the offer to merge, and changes nothing', async () => {
  const other = await world.lead(fresh);
  await correct({ email: `second@quay${n}.example` }, other);
  for (const taken of [fresh, `Second@quay${n}.example`])
    await expect(correct({ email: taken, title: 'Director' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/keep second@quay\d+\.example or ann@pier\d+\.example \(leads\.merge\)/) as string,
      data: { code: 'addressTaken', field: 'email' },
    });
  expect(await known()).toMatchObject({ email: old, title: null });
  await world.as('marketer').leads.merge({ keep: leadId, drop: other });
  await expect(correct({ email: `second@quay${n}.example` })).rejects.toThrow(
    'of a lead that was merged into this one. Undo that merge',
  );
  expect(await known(fresh)).toMatchObject({ id: leadId, email: old });
});

test('an opt-in that was confirmed at the old address must be confirmed at the new one', async () => {
  const payload = { email: `mia@pier${n}.example`, consent: 'on' };
  await world.api.inject({ method: 'POST', url: '/f/newsletter', payload });
  await world.confirm(`mia@pier${n}.example`);
  const mia = (await known(`mia@pier${n}.example`)).id;
  expect(await mayMail(mia)).toEqual({ may: true });
  const { next } = await correct({ email: `mia@quay${n}.example` }, mia);
  expect(next).toContain('consents.sendConfirmation');
  expect(await mayMail(mia)).toEqual({ may: false, because: 'consentUnconfirmed' });
  await world.as('marketer').consents.sendConfirmation({ leadId: mia });
  await world.confirm(`mia@quay${n}.example`);
  expect(await mayMail(mia)).toEqual({ may: true });
});

test('an address in another spelling of the same mailbox is only spelled otherwise', async () => {
  const spelled = await world.lead(`ann.lee${n}@gmail.com`);
  expect((await correct({ email: `annlee${n}@gmail.com` }, spelled)).changes).toHaveLength(1);
  expect(await known(spelled)).toMatchObject({ email: `annlee${n}@gmail.com`, formerAddresses: [] });
});

test('what is no address, and that of a person who was erased, is refused', async () => {
  await expect(correct({ email: 'ann at pier' })).rejects.toMatchObject({ data: { code: 'addressInvalid', field: 'email' } });
  await world
    .as('manager')
    .leads.erase({ leadId: await world.lead(fresh) })
    .catch(() => undefined);
  await world.as('admin').leads.erase({ leadId: await world.lead(`gone@quay${n}.example`) });
  await expect(correct({ email: `gone@quay${n}.example` })).rejects.toMatchObject({ data: { code: 'erased' } });
});

test('an erased lead leaves no former address behind, and no file brings one back', async () => {
  await world.as('marketer').contact.close({ address: old, reason: 'unsubscribed' });
  await correct({ email: fresh });
  await world.as('admin').leads.erase({ leadId });
  expect(await world.db.selectFrom('formerAddresses').selectAll().where('leadId', '=', leadId).execute()).toEqual([]);
  expect(await world.db.selectFrom('suppressions').selectAll().where('subject', '=', old).execute()).toEqual([]);
  expect(await importCsv(`email\n${old}\n`)).toMatchObject({ created: 0, bad: 1 });
});

test('a company is named by its domain, or by its name if the address says none', async () => {
  expect((await correct({ company: `www.lee${n}.example` })).changes).toEqual([
    { field: 'company', before: `pier${n}.example`, after: `lee${n}.example` },
  ]);
  expect((await correct({ company: null })).changes).toEqual([
    { field: 'company', before: `lee${n}.example`, after: `pier${n}.example` },
  ]);
  await expect(correct({ company: 'Lee & Sons' })).rejects.toMatchObject({
    message: expect.stringContaining(`The company of ${old} is the one at pier${n}.example`) as string,
    data: { code: 'companyFollowsAddress', field: 'company' },
  });
  const private_ = await world.lead(`bo${n}@gmail.com`);
  expect((await correct({ company: `Lee & Sons ${n}` }, private_)).changes).toEqual([
    { field: 'company', before: null, after: `Lee & Sons ${n}` },
  ]);
  expect((await correct({ company: null }, private_)).changes).toEqual([
    { field: 'company', before: `Lee & Sons ${n}`, after: null },
  ]);
});
