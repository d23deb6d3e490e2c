import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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
  leadId = await world.lead(old);
});
afterAll(async () => await world[Symbol.asyncDispose]());

const correct = async (email: string) => await world.as('marketer').leads.update({ leadId, email });
const importCsv = async (csv: string, mode: { dryRun?: boolean } = {}) =>
  await world.as('marketer').imports.run({ file: { csv }, source: 'crm', consentBasis: 'optIn', ...mode });
const companyAt = async (domain: string) =>
  await world.db.selectFrom('accounts').select(['id', 'name', 'size']).where('domain', '=', domain).executeTakeFirst();

test('a row with the old address is about the company at the new one', async () => {
  await importCsv(`email,company\nbob@pier${n}.example,Pier & Sons\n`);
  await correct(fresh);
  const before = await companyAt(`pier${n}.example`);
  await importCsv(`email,company,company size\n${old},Quay Ltd,70\n`);
  expect(await companyAt(`pier${n}.example`)).toEqual(before);
  expect(await companyAt(`quay${n}.example`)).toMatchObject({ name: 'Quay Ltd', size: 70 });
  expect(await world.as('marketer').leads.get({ leadId })).toMatchObject({ company: { domain: `quay${n}.example` } });
});

test('the proof of a consent that was given at the old address stays in the history and in the export', async () => {
  await world.api.inject({ method: 'POST', url: '/f/newsletter', payload: { email: old, consent: 'on' } });
  await world.confirm(old);
  await world.as('marketer').contact.close({ address: old, reason: 'unsubscribed' });
  const told = async () =>
    (await world.as('admin').contact.history({ leadId })).events.filter(({ event }) => !['given', 'ended'].includes(event));
  const exported = async () => {
    const { tables } = await world.as('admin').leads.export({ leadId });
    return { asked: tables['confirmations'], emails: tables['confirmation_emails'], of: tables['leads']?.length };
  };
  const before = [await told(), await exported()] as const;
  expect(before[0].map(({ event }) => event)).toEqual(['asked', 'sent', 'confirmed', 'closed']);
  await correct(fresh);
  expect(await told()).toEqual(before[0]);
  expect(await exported()).toEqual(before[1]);
});
