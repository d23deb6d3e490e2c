import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const importCsv = async (csv: string, more: Partial<Parameters<ReturnType<World['as']>['imports']['run']>[0]> = {}) =>
  await world.as('marketer').imports.run({ file: { csv }, source: 'fair 2026', consentBasis: 'optIn', ...more });

const lead = async (emailKey: string) =>
  await world.db
    .selectFrom('leads')
    .leftJoin('accounts', 'accounts.id', 'accountId')
    .selectAll('leads')
    .select(['accounts.name as company', 'accounts.kind', 'accounts.size', 'accounts.region'])
    .where('emailKey', '=', emailKey)
    .executeTakeFirstOrThrow();

test('a file of leads becomes people at companies, in their time zones', async () => {
  const csv = [
    'Work E-Mail;Full Name;Job Title;Company;Employees;Country;State',
    'Ann.Lee@Harbour.example;Ann Lee;Head of Logistics;Harbour;1.200;Germany;',
    'bob@wharf.example;Bob Moss;Purchasing Manager;Wharf;80;USA;CA',
  ].join('\n');
  const answer = await importCsv(csv, { consentBasis: 'optIn' });
  expect(answer).toMatchObject({ rows: 2, created: 2, updated: 0, held: 0, duplicates: 0, rejected: [] });
  expect(answer.mapping).toMatchObject({
    email: 'Work E-Mail',
    name: 'Full Name',
    title: 'Job Title',
    company: 'Company',
    size: 'Employees',
  });
  expect(await lead('ann.lee@harbour.example')).toMatchObject({
    email: 'ann.lee@harbour.example',
    firstName: 'Ann',
    lastName: 'Lee',
    country: 'DE',
    zone: 'Europe/Berlin',
    persona: 'decision-maker',
    seniority: 'director',
    stage: 'inquiry',
    company: 'Harbour',
    size: 1200,
    region: 'Europe',
  });
  expect(await lead('bob@wharf.example')).toMatchObject({
    zone: 'America/Los_Angeles',
    persona: 'buyer',
    seniority: 'manager',
    country: 'US',
    region: 'North America',
  });
});

test('rows that are not leads are rejected with line and reason, without affecting others', async () => {
  const csv = [
    'email,name,consent basis',
    'good@lane.example,Gil,opt-in',
    'not-an-address,Nan,opt-in',
    ',Nobody,opt-in',
    '"broken,Bo,opt-in',
    'short@lane.example',
    'odd@lane.example,Odd,a handshake',
    'last@lane.example,Lia,double opt-in',
  ].join('\n');
  const answer = await importCsv(csv);
  expect(answer).toMatchObject({ rows: 7, created: 3, bad: 4 });
  expect(answer.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toMatchInlineSnapshot(`
    [
      "3: "not-an-address" is not an email address",
      "4: has no email address",
      "5: a quotation mark is missing or in the wrong place",
      "7: "a handshake" is not a consent basis; use one of: doubleOptIn, optIn, customer, inquiry, legitimateInterest, none",
    ]
  `);
  expect((await world.as('marketer').imports.rejections({ importId: answer.importId })).items).toHaveLength(4);
});

test('without a basis, or with an unconfirmed opt-in, leads are saved and held', async () => {
  const csv = [
    'email,country,consent basis,confirmed at',
    'none@quay.example,US,none,',
    'unconfirmed@quay.example,DE,double opt-in,',
    'confirmed@quay.example,DE,double opt-in,2026-01-05',
    'interest.us@quay.example,US,legitimate interest,',
    'interest.de@quay.example,DE,legitimate interest,',
  ].join('\n');
  const answer = await importCsv(csv);
  expect(answer).toMatchObject({ created: 5, held: 3, heldBecause: { noConsent: 1, consentUnconfirmed: 1, optInNeeded: 1 } });
  const { items: held } = await world.as('marketer').leads.held({});
  expect(held.filter(({ email }) => email.endsWith('quay.example')).map(({ email, held }) => [email, held])).toEqual(
    expect.arrayContaining([
      ['none@quay.example', 'noConsent'],
      ['unconfirmed@quay.example', 'consentUnconfirmed'],
      ['interest.de@quay.example', 'optInNeeded'],
    ]),
  );
});

test('one mailbox in several spellings is one lead, with the more restrictive consent', async () => {
  const csv = ['email,name,title,consent basis', 'Kim.Doe+fair@gmail.com,Kim Doe,,opt-in', 'kimdoe@gmail.com,,Buyer,none'].join(
    '\n',
  );
  const answer = await importCsv(csv);
  expect(answer).toMatchObject({ created: 1, duplicates: 1, held: 1, twice: [{ line: 3, first: 2 }] });
  expect(await lead('kimdoe@gmail.com')).toMatchObject({ firstName: 'Kim', title: 'Buyer', held: 'noConsent' });
});

test('the same file again changes nothing', async () => {
  const csv = 'email,consent basis\nsame@mole.example,opt-in';
  await importCsv(csv);
  const again = await importCsv(csv);
  expect(again).toMatchObject({ created: 0, updated: 1, held: 0 });
  const { id } = await lead('same@mole.example');
  expect(await world.db.selectFrom('consents').select('id').where('leadId', '=', id).execute()).toHaveLength(1);
});

test('a later file without a basis takes the consent of a known lead away, and one that adds brings it back', async () => {
  const row = 'email\nturn@mole.example';
  await importCsv(row);
  expect(await importCsv(row, { consentBasis: 'none' })).toMatchObject({ updated: 1, held: 1 });
  expect((await lead('turn@mole.example')).held).toBe('noConsent');
  expect(await importCsv(row, { consentBasis: 'optIn' })).toMatchObject({ held: 1 });
  expect(await importCsv(row, { consentBasis: 'optIn', consents: 'add' })).toMatchObject({ held: 0 });
  const { id, held } = await lead('turn@mole.example');
  expect(held).toBeNull();
  // That the first consent was once given stays provable.
  expect(await world.db.selectFrom('consents').select('id').where('leadId', '=', id).execute()).toHaveLength(2);
});

test('an import fills what is unknown, and overwrites nothing', async () => {
  await importCsv('email,name,title\nfill@mole.example,Fay Ray,Manager');
  await importCsv('email,name,title,phone\nfill@mole.example,Other Name,Clerk,+49 30 1');
  expect(await lead('fill@mole.example')).toMatchObject({
    firstName: 'Fay',
    lastName: 'Ray',
    title: 'Manager',
    phone: '+49 30 1',
  });
});

test('people of one company share an account, by its domain or, behind free mail, by its name', async () => {
  await importCsv('email,company,relationship\na@berth.example,Berth,\nb@berth.example,Berth Ltd,competitor');
  const [a, b] = [await lead('a@berth.example'), await lead('b@berth.example')];
  expect(a.accountId).toBe(b.accountId);
  expect(a).toMatchObject({ company: 'Berth', kind: 'competitor' });
  await importCsv('email,company\nx.one@gmail.com,Slip & Sons\ny.two@gmail.com,slip & sons\nz.three@gmail.com,');
  const [x, y, z] = [await lead('xone@gmail.com'), await lead('ytwo@gmail.com'), await lead('zthree@gmail.com')];
  expect(x.accountId).toBe(y.accountId);
  expect(x.accountId).not.toBeNull();
  expect(z.accountId).toBeNull();
});

test('a lead who opted out elsewhere is suppressed from the start', async () => {
  await importCsv('email,unsubscribed\nout@mole.example,yes');
  const { id } = await lead('out@mole.example');
  const status = await world.as('marketer').leads.status({ leadId: id });
  expect(status.email).toEqual({ may: false, because: 'unsubscribed' });
});

test('a mapping can be given, and one that names no column is refused with the columns', async () => {
  const answer = await importCsv('a,b\nmap@mole.example,Mo', { mapping: { firstName: 'b' } });
  expect(answer.mapping).toEqual({ firstName: 'b', email: 'a' });
  await expect(importCsv('email\nx@y.example', { mapping: { title: 'Job' } })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: 'The file has no column "Job". Its columns: email.',
  });
  await expect(importCsv('name\nBo')).rejects.toMatchObject({ data: { code: 'noEmailColumn' } });
});

test('the proposed mapping is shown before anything is stored', async () => {
  const preview = await world.as('marketer').imports.preview({ csv: 'Mail,Vorname,Shoe size\nnobody@preview.example,Ada,38' });
  expect(preview).toMatchObject({ mapping: { email: 'Mail', firstName: 'Vorname' }, unused: ['Shoe size'], rows: 1 });
  expect(await world.db.selectFrom('leads').select('id').where('emailKey', '=', 'nobody@preview.example').execute()).toEqual([]);
});

test('rows can come as objects, and source and consent basis are required', async () => {
  const answer = await world
    .as('intake')
    .imports.run({ file: { rows: [{ email: 'row@mole.example', name: 'Ro' }] }, source: 'crm', consentBasis: 'customer' });
  expect(answer.created).toBe(1);
  const incomplete = { file: { csv: 'email\nx@y.example' }, source: '' } as never;
  await expect(world.as('marketer').imports.run(incomplete)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
