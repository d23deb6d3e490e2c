import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Trx } from '../../db/database.ts';
import { replaceAddress } from '../../db/leads/former-addresses.ts';
import { insertLead, updateLead } from '../../db/leads/leads.ts';
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

test('a file with only the old address updates the lead, in a dry run and for good', async () => {
  await correct(fresh);
  const csv = `email,consent\n${old},none\n`;
  const told = { rows: 1, created: 0, updated: 1, held: 1, duplicates: 0, twice: [] };
  expect(await importCsv(csv, { dryRun: true })).toMatchObject(told);
  expect(await importCsv(csv)).toMatchObject(told);
});

test('a file with both addresses of a lead says in which line it is first, in a dry run and for good', async () => {
  await correct(fresh);
  const csv = `email\n${old}\n${fresh}\n${old}\n`;
  expect((await importCsv(csv, { dryRun: true })).twice).toEqual([
    { line: 3, first: 2 },
    { line: 4, first: 2 },
  ]);
  expect(await importCsv(csv)).toMatchObject({
    updated: 1,
    duplicates: 2,
    twice: [
      { line: 3, first: 2, leadId },
      { line: 4, first: 2, leadId },
    ],
  });
});

test('a long file knows a lead by its old address many rows later', async () => {
  await correct(fresh);
  const others = Array.from({ length: 5_000 }, (_, i) => `other${i}@far${n}.example`).join('\n');
  expect(await importCsv(`email\n${fresh}\n${others}\n${old}\n`)).toMatchObject({
    created: 5_000,
    updated: 1,
    twice: [{ line: 5_003, first: 2, leadId }],
  });
});

/** Runs something while another transaction holds what it waits for; that one commits then. */
async function during<T>(hold: (trx: Trx) => Promise<unknown>, run: () => Promise<T>): Promise<T> {
  const trx = await world.db.startTransaction().execute();
  await hold(trx);
  let ended = false;
  const running = run().finally(() => (ended = true));
  running.catch(() => undefined);
  const waits = async () =>
    (await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(world.db))
      .rows.length > 0;
  while (!ended && !(await waits())) await sleep(10);
  const hasWaited = !ended;
  await trx.commit().execute();
  const answer = await running;
  expect(hasWaited).toBe(true);
  return answer;
}

const moving = async (trx: Trx) =>
  await replaceAddress(trx, { id: leadId, email: old, emailKey: old }, { email: fresh, emailKey: fresh }, NOON);

test('a file or a system that waits for a correction adds no second lead with the old address', async () => {
  expect(await during(moving, () => importCsv(`email,title\n${old},Buyer\n`))).toMatchObject({ created: 0, updated: 1 });
  expect(await world.as('marketer').leads.get({ leadId: old })).toMatchObject({ id: leadId, email: fresh, title: 'Buyer' });
  await correct(old);
  const add = async () => await world.as('intake').leads.add({ lead: { email: old }, source: 'web', consentBasis: 'none' });
  expect(await during(moving, add)).toMatchObject({ leadId, created: false });
});

test('a file that waits for a merge writes onto the lead that is kept', async () => {
  const dropped = await world.lead(fresh);
  const merging = (trx: Trx) => updateLead(trx, dropped, { duplicateOf: leadId });
  expect(await during(merging, () => importCsv(`email,title\n${fresh},Buyer\n`))).toMatchObject({ created: 0, updated: 1 });
  expect(await world.as('marketer').leads.get({ leadId })).toMatchObject({ email: old, title: 'Buyer' });
});

test('a correction that waits for a new lead with the same address is refused, and tells whose it is', async () => {
  const other = { id: world.deps.newId(), email: fresh, emailKey: fresh, source: 'crm', zone: 'UTC', stage: 'inquiry' } as const;
  const adding = (trx: Trx) =>
    insertLead(trx, { ...other, persona: 'user', seniority: 'staff', stageAt: new Date(NOON), createdAt: new Date(NOON) });
  await expect(during(adding, () => correct(fresh))).rejects.toMatchObject({ data: { code: 'addressTaken', field: 'email' } });
});
