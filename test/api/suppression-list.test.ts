import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => void (world = await createWorld()));
afterEach(async () => await world[Symbol.asyncDispose]());

const sha256 = (address: string) => createHash('sha256').update(address).digest('hex');
const listIn = async (csv: string, order: object = {}) => await world.as('marketer').suppressions.import({ csv, ...order });
async function exported(query = '') {
  const answer = await world.api.inject({ url: `/suppressions.csv${query}`, headers: await world.key('marketer') });
  expect(answer.statusCode).toBe(200);
  return answer.body.trim().split('\r\n');
}
const closedBecause = async (leadId: string) => (await world.as('marketer').leads.status({ leadId })).email;

test('a list closes known people and people who are added later, tells programs, and adds no lead', async () => {
  const [ann, bob, eve] = [
    await world.enrolled('ann@pier7.example'),
    await world.lead('bob@pier8.example'),
    await world.lead('eve@quay.example'),
  ];
  const answer = await listIn(
    `Email,Domain,SHA256,Reason\nAnn@Pier7.example,,,complained\n,quay.example,,\n,,${sha256('bob@pier8.example').toUpperCase()},\nlater@dock.example,,,\n,,${sha256('hash@dock.example')},`,
  );
  expect(answer).toMatchObject({ rows: 5, closed: 5, leads: 2, bad: 0, rejected: [] });
  expect(await closedBecause(ann)).toEqual({ may: false, because: 'complained' });
  expect(await closedBecause(bob)).toEqual({ may: false, because: 'unsubscribed' });
  expect(await closedBecause(eve)).toEqual({ may: false, because: 'excludedDomain' });
  await world.relay();
  expect(world.engine.heard.filter(({ name }) => name === 'contactabilityChanged')).toMatchObject([
    { leadId: ann, payload: { email: false } },
  ]);
  expect(await world.as('marketer').leads.find({ text: 'dock' })).toEqual([]);
  for (const address of ['later@dock.example', 'hash@dock.example'])
    expect(await closedBecause(await world.lead(address))).toEqual({ may: false, because: 'unsubscribed' });
  expect(await listIn('email\nann@pier7.example', { reason: 'complained' })).toMatchObject({ closed: 0 });
});

test('an exported list can be imported elsewhere, and closes the same; hashed, it names nobody', async () => {
  const leadId = await world.lead('ann@pier7.example');
  await world.as('marketer').contact.close({ leadId, channel: 'email', reason: 'unsubscribed' });
  await listIn('phone,domain\n+49 30 901820,\n,quay.example');
  const list = await exported();
  expect(list).toEqual([
    'email,phone,domain,sha256,channel,reason,until',
    'ann@pier7.example,,,,email,unsubscribed,',
    expect.stringMatching(/^,'?\+?4930901820,,,phone,doNotContact,$/),
    ',,quay.example,,all,excludedDomain,',
  ]);
  await using other = await createWorld();
  for (const one of [list, await exported('?hashed=true')]) {
    const headers = { ...(await other.key('marketer')), 'content-type': 'text/csv' };
    const answer = await other.api.inject({ method: 'POST', url: '/suppressions', headers, payload: one.join('\r\n') });
    expect(answer.json()).toMatchObject({ rows: 3, bad: 0, rejected: [] });
  }
  expect((await exported('?hashed=true')).join()).not.toContain('ann@pier7');
  const there = await other.lead('ann@pier7.example');
  expect((await other.as('marketer').leads.status({ leadId: there })).email).toEqual({ may: false, because: 'unsubscribed' });
});

test('a domain that many share is a bad line, unless the list means everybody there', async () => {
  const bystander = await world.lead('bystander@gmail.com');
  expect(await listIn('domain\ngmail.com\nquay.example')).toMatchObject({
    closed: 1,
    rejected: [{ line: 2, reason: 'gmail.com belongs to no single company; set everybodyThere if everybody there is meant' }],
  });
  expect((await closedBecause(bystander)).may).toBe(true);
  const headers = { ...(await world.key('marketer')), 'content-type': 'text/csv' };
  const url = '/suppressions?everybodyThere=true';
  const answer = await world.api.inject({ method: 'POST', url, headers, payload: 'domain\ngmail.com' });
  expect(answer.json()).toMatchObject({ closed: 1, rejected: [] });
  expect(await closedBecause(bystander)).toEqual({ may: false, because: 'excludedDomain' });
});

test('a line closes all that it names: two numbers, an address and a number, but not the company of an address', async () => {
  const leads = world.as('marketer').leads;
  const [ann, colleague] = [await world.lead('ann@pier7.example'), await world.lead('bo@pier7.example')];
  await world.db.updateTable('leads').set({ phone: '+4930901820' }).where('id', '=', ann).execute();
  const answer = await listIn(
    'Email,Address,Email domain,Phone,Mobile\nann@pier7.example,Main Street 1,pier7.example,+49 30 901820,+31 20 5550101\nann@gmail.com,,gmail.com,,030 1',
  );
  expect(answer).toMatchObject({
    rows: 2,
    closed: 4,
    rejected: [
      { line: 2, reason: '"Main Street 1" is not an email address' },
      { line: 3, reason: '"030 1" is not a phone number with its country code' },
    ],
  });
  const { email, phone } = await leads.status({ leadId: ann });
  expect([email, phone]).toMatchObject([
    { may: false, because: 'unsubscribed' },
    { may: false, because: 'doNotContact' },
  ]);
  expect(await closedBecause(colleague)).toEqual({ may: true });
  expect((await exported()).filter((line) => line.includes('31205550101'))).toHaveLength(1);
});

test('a bad line says why, and the others count; a dry run saves nothing', async () => {
  const csv =
    'email,phone,reason,until\nann,,,\n,030 1,,\nbob@pier8.example,,gossip,\nbob@pier8.example,,hold,\nbob@pier8.example,,,soon\n,,legal,\nbob@pier8.example,,,04/03/2031\nbob@pier8.example,,,2031-02-30\nbob@pier8.example,,,2020-01-01\nbob@pier8.example,,legal,2030-01-01';
  const dry = await listIn(csv, { dryRun: true });
  expect(dry).toMatchObject({ rows: 10, closed: 1, bad: 9, next: 'Nothing was saved.' });
  expect(dry.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '2: "ann" is not an email address',
    '3: "030 1" is not a phone number with its country code',
    expect.stringMatching(/^4: "gossip" is not a reason; use one of complained/),
    '5: "hold" can\'t apply to an email address',
    '6: "soon" is not a date such as 2027-03-01',
    '7: names nobody',
    '8: "04/03/2031" is not a date such as 2027-03-01',
    '9: "2031-02-30" is not a date such as 2027-03-01',
    '10: 2020-01-01 is in the past',
  ]);
  expect(await exported()).toHaveLength(1);
  expect(await listIn(csv)).toMatchObject({ closed: 1, bad: 9 });
  expect(await exported()).toHaveLength(2);
});

test.each([
  ['email,Newsletter consent\nann@pier7.example,yes', 'consentColumnUnclear'],
  ['email,Opted in\nann@pier7.example,yes', 'consentColumnUnclear'],
  ['name,company\nAnn,Pier', 'columnMissing'],
])('a list of %j is refused, and closes nobody', async (csv, code) => {
  await expect(listIn(csv)).rejects.toMatchObject({ data: { code } });
  expect(await exported()).toHaveLength(1);
});

test('a column that says nothing about consent can be named', async () => {
  const csv = 'email,Newsletter consent\nann@pier7.example,no';
  expect(await listIn(csv, { ignore: ['Newsletter consent'] })).toMatchObject({ closed: 1, unused: ['Newsletter consent'] });
});

test('only marketers and admins import and export lists, and the audit log records it', async () => {
  for (const role of ['rep', 'manager'] as const)
    await expect(world.as(role).suppressions.import({ csv: 'email\na@b.example' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const refused = await world.api.inject({ url: '/suppressions.csv', headers: await world.key('rep') });
  expect(refused.statusCode).toBe(403);
  await listIn('email\nann@pier7.example');
  const [act] = (await world.as('admin').audit.list({ action: 'suppressions.import' })).items;
  expect(act).toMatchObject({ principal: 'marketer', outcome: 'done' });
  expect(JSON.stringify(act)).not.toContain('pier7');
});

test('adding a lead who is on a suppression list says that they get no emails', async () => {
  await listIn('email,reason\nlisted@pier9.example,doNotContact');
  const { next } = await world
    .as('marketer')
    .leads.add({ lead: { email: 'Listed@pier9.example' }, source: 'fair', consentBasis: 'optIn' });
  expect(next).toContain('It may not get emails: asked not to be contacted.');
});
