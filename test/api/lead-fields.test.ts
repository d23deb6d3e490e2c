import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { standardForms, type FormSpec } from '../../domain/lead/form.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { createWorld, type World } from './world.ts';

const policy = definePolicy({
  fields: {
    docks: { label: 'Docks', kind: 'number', headers: ['dock doors'], personal: false },
    goods: { label: 'Goods', kind: 'choice', choices: ['dry', 'chilled', 'frozen'], personal: false },
    contractEnds: { label: 'Contract ends', kind: 'date', personal: false },
    nightShift: { label: 'Night shift', kind: 'boolean', personal: false },
    assistant: { label: 'Assistant', kind: 'text', personal: true },
  },
});
// An app registers its names; the tests register none.
const survey = { ...standardForms.contact, fields: ['docks', 'goods'] } as unknown as FormSpec;

let world: World;
let n = 0;
let email: string;
beforeAll(async () => void (world = await createWorld({ survey }, policy)));
beforeEach(() => void (email = `field${++n}@pier${n}.example`));
afterAll(async () => await world[Symbol.asyncDispose]());

type Import = Partial<Parameters<ReturnType<World['as']>['imports']['run']>[0]>;
const importCsv = async (csv: string, more: Import = {}) =>
  await world.as('marketer').imports.run({ file: { csv }, source: 'fair 2026', consentBasis: 'optIn', ...more });
const capture = async (fields?: Record<string, string | number | boolean>) =>
  (await world.as('intake').leads.add({ lead: { email }, fields, source: 'shop', consentBasis: 'optIn' })).leadId;
const correct = async (leadId: string, fields: Record<string, string | number | boolean | null>) =>
  await world.as('marketer').leads.update({ leadId, fields });
const known = async (leadId: string) =>
  Object.fromEntries((await world.as('marketer').leads.get({ leadId })).fields.map(({ name, value }) => [name, value]));
const idOf = async () =>
  (await world.db.selectFrom('leads').select('id').where('email', '=', email).executeTakeFirstOrThrow()).id;
const textsOf = async (leadId: string) => (await world.as('rep').leads.story({ leadId })).map(({ text }) => text);

test('a file says the fields of the app, in columns that it names as the app does', async () => {
  const { mapping, bad } = await importCsv(
    `email,Dock doors,GOODS,contract_ends,Night shift,assistant\n${email},"1,250.5",Frozen,31.12.2027,ja,Bo Berg\n`,
  );
  expect([mapping, bad]).toMatchObject([{ 'fields.docks': 'Dock doors', 'fields.goods': 'GOODS' }, 0]);
  expect(await known(await idOf())).toEqual({
    docks: 1250.5,
    goods: 'frozen',
    contractEnds: '2027-12-31',
    nightShift: true,
    assistant: 'Bo Berg',
  });
});

test('a file says them in any column that the caller names, and dates in the order of the column', async () => {
  const rows = `email,Tore,Bis\n${email},12,03/04/2027\nother${email},13,25/12/2027\n`;
  const { dates } = await importCsv(rows, { mapping: { 'fields.docks': 'Tore', 'fields.contractEnds': 'Bis' } });
  expect(dates).toEqual({ Bis: 'dayFirst' });
  expect(await known(await idOf())).toMatchObject({ docks: 12, contractEnds: '2027-04-03' });
});

test('a cell that is not a value of its field is reported, and nothing else is lost', async () => {
  const { unread, bad } = await importCsv(`email,docks,goods,night shift\n${email},"1,200",wet,perhaps\n`);
  expect([bad, unread.map(({ column, reason }) => `${column} ${reason}`)]).toEqual([
    0,
    ['docks is not a number such as 1200 or 12.5', 'goods is not one of dry, chilled, frozen', 'night shift is not yes or no'],
  ]);
  expect(await known(await idOf())).toMatchObject({ docks: undefined, goods: undefined, nightShift: undefined });
});

test('a column that sounds of consent is none of the app, and a file cannot name a field that the app does not have', async () => {
  const consents = definePolicy({ fields: { newsletter: { label: 'Unsubscribed', kind: 'boolean', personal: false } } });
  await using other = await createWorld(undefined, consents);
  const file = { csv: `email,unsubscribed\n${email},yes\n` };
  const { mapping } = await other.as('marketer').imports.run({ file, source: 'fair', consentBasis: 'optIn' });
  expect(mapping).toEqual({ email: 'email', optedOut: 'unsubscribed' });
  await expect(importCsv(`email,x\n${email},1\n`, { mapping: { 'fields.doks': 'x' } })).rejects.toThrow(
    'There is no field "doks". Did you mean "docks"? There are docks, goods,',
  );
});

test('what a caller says is checked, and its values are those of a file', async () => {
  const leadId = await capture({ docks: 12, goods: 'Chilled', contractEnds: '2027-12-31', nightShift: false });
  expect(await known(leadId)).toMatchObject({ docks: 12, goods: 'chilled', contractEnds: '2027-12-31', nightShift: false });
  await expect(capture({ gates: 3 })).rejects.toThrow('There is no field "gates".');
  await expect(capture({ goods: 'wet' })).rejects.toThrow('"wet" is not a value of the field "goods". Expected one of dry,');
  await expect(capture({ docks: true })).rejects.toThrow('"true" is not a value of the field "docks".');
  await expect(capture({ constructor: 1 })).rejects.toThrow('There is no field "constructor".');
});

test('the better source counts, by its rank, and the story shows it', async () => {
  const leadId = await capture({ docks: 12 });
  await correct(leadId, { docks: 14, assistant: 'Bo' });
  await capture({ docks: 99, goods: 'dry' });
  expect(await known(leadId)).toMatchObject({ docks: 14, goods: 'dry' });
  const { fields } = await world.as('rep').leads.get({ leadId });
  expect(fields).toContainEqual(expect.objectContaining({ name: 'docks', label: 'Docks', by: 'correction', source: 'marketer' }));
  expect((await textsOf(leadId)).join('\n')).toContain('docks "12" → "14"');
  await correct(leadId, { docks: null });
  expect(await known(leadId)).toMatchObject({ docks: undefined, goods: 'dry', assistant: 'Bo' });
  await expect(correct(leadId, { docks: 'many' })).rejects.toThrow('"many" is not a value of the field "docks"');
});

test('a form says the fields that it asks for, once the address is confirmed', async () => {
  const payload = { email, 'dock doors': '7', goods: 'dry', assistant: 'Eve', nightShift: 'yes' };
  await world.api.inject({ method: 'POST', url: '/f/survey', payload });
  await world.confirm(email);
  expect(await known(await idOf())).toEqual({ docks: 7, goods: 'dry' });
});

test('an audience is chosen by the fields of the app', async () => {
  const small = await capture({ docks: 2, goods: 'dry', contractEnds: '2027-01-31' });
  email = `large${email}`;
  const big = await capture({ docks: 250, goods: 'frozen', contractEnds: '2028-01-31' });
  email = `none${email}`;
  await capture();
  const enrolled = async (audience: string) => {
    const { campaignId } = await world
      .as('marketer')
      .campaigns.launch({ name: v7(), program: 'newcomers', audience, again: true });
    const rows = await world.db.selectFrom('enrolments').select('leadId').where('campaignId', '=', campaignId).execute();
    const { items: refused } = await world.as('marketer').campaigns.notEnrolled({ campaignId });
    return [...new Set([...rows, ...refused].map(({ leadId }) => leadId))];
  };
  expect(await enrolled('fields.docks from 200 to 300')).toEqual([big]);
  expect(await enrolled('fields.goods is dry, chilled and fields.docks to 2 and fields.contractEnds is 2027-01-31')).toEqual([
    small,
  ]);
  expect(await enrolled('fields.docks is 250 and fields.contractEnds from 2028-01-01 to 2028-12-31')).toEqual([big]);
  await expect(enrolled('fields.doks is 1')).rejects.toThrow('Did you mean "fields.docks"?');
  await expect(enrolled('fields.docks from many')).rejects.toThrow('expected a number such as 1200 or 12.5, got "many"');
});

test('the audit log records that a field was changed, but not its value', async () => {
  const leadId = await capture({ assistant: 'Bo Berg' });
  const headers = await world.key('marketer');
  const answer = await world.api.inject({
    method: 'POST',
    url: '/trpc/leads.update',
    headers,
    payload: { leadId, fields: { assistant: 'Cleo Carr' } },
  });
  expect(answer.statusCode).toBe(200);
  const log = await world.db.selectFrom('auditLog').selectAll().where('action', '=', 'leads.update').execute();
  expect(JSON.stringify(log)).toContain('fields');
  expect(JSON.stringify(log)).not.toContain('Carr');
});
