import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { concernedByNone, concerning } from '../../db/contact/concerning.ts';
import type { Db } from '../../db/database.ts';
import { matchingAddress, normaliseAddress } from '../../domain/people/address.ts';
import { concerns, subjectOf, suppressionScopes, type SuppressionScope } from '../../domain/contact/suppression-scope.ts';
import { testDatabase, type TestDatabase } from '../../testing/database.ts';

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(async () => await database[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const name of ['suppressions', 'outgoingEvents', 'enrolments', 'leads', 'accounts'] as const)
    await db.deleteFrom(name).execute();
});

const at = new Date('2026-03-10T10:00:00Z');
const scopes = Object.keys(suppressionScopes) as SuppressionScope[];

/** Addresses of one mailbox, of neighbours, and of domains below and beside one another, in many spellings. */
const addresses = [
  'ann@acme.example',
  'Ann@ACME.example',
  ' ann@acme.example ',
  'ann@eu.acme.example',
  'ann@mail.eu.acme.example',
  'ann@notacme.example',
  'ann@münchen.example',
  'ann@xn--mnchen-3ya.example',
  'ann@büro.münchen.example',
  'ann.lee@gmail.com',
  'annlee+news@googlemail.com',
  "o'hara_50%@acme.example",
];
const accountIds = [v7(), v7()];
const programs = ['newcomers', 'webinar', '50%_off'];

interface Known {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly accountId: string | null;
}

async function lead(address: string, accountId: string | null): Promise<Known> {
  const known = { id: v7(), email: normaliseAddress(address), emailKey: matchingAddress(address), accountId };
  const who = {
    zone: 'UTC',
    persona: 'user',
    seniority: 'staff',
    source: 'test',
    stage: 'inquiry',
    stageAt: at,
    createdAt: at,
  } as const;
  await db
    .insertInto('leads')
    .values({ ...who, ...known })
    .execute();
  return known;
}

/** Puts a lead into a program; without one, into none. */
async function enrolled(leadId: string, program: string | undefined): Promise<void> {
  if (program === undefined) return;
  const campaignId = v7();
  await db.insertInto('campaigns').values({ id: campaignId, name: campaignId, program }).execute();
  await db.insertInto('enrolments').values({ id: v7(), leadId, campaignId, program, state: 'running', startAt: at }).execute();
}

async function accounts(): Promise<void> {
  for (const id of accountIds) await db.insertInto('accounts').values({ id, domain: id, name: id, createdAt: at }).execute();
}

/** All subjects under which something could stand for some of the leads, and a few under which nothing can. */
const subjectsFor = (leads: readonly Known[]): string[] => [
  ...leads.flatMap((one) =>
    programs.flatMap((program) => scopes.flatMap((scope) => [suppressionScopes[scope].subjectsOf({ ...one, program })].flat())),
  ),
  'acme',
  'example',
  'cme.example',
  v7(),
  `${v7()}/webinar`,
];

test('domain and SQL agree on whom a suppression concerns', async () => {
  await accounts();
  const some = fc.record({ address: fc.constantFrom(...addresses), account: fc.option(fc.constantFrom(...accountIds)) });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(some, { minLength: 1, maxLength: 4, selector: ({ address }) => matchingAddress(address) }),
      fc.option(fc.constantFrom(...programs)),
      async (people, program) => {
        await db.deleteFrom('suppressions').execute();
        await db.deleteFrom('outgoingEvents').execute();
        await db.deleteFrom('leads').execute();
        const leads: Known[] = [];
        for (const { address, account } of people) leads.push(await lead(address, account));
        const subjects = [...new Set(subjectsFor(leads))];
        const rows = scopes.flatMap((scope) => subjects.map((subject) => ({ id: v7(), scope, subject })));
        const closed = { channel: 'email', reason: 'legal', setBy: 'person', at };
        await db
          .insertInto('suppressions')
          .values(rows.map((row) => ({ ...row, ...closed })))
          .execute();
        const found = await db
          .selectFrom('leads')
          .innerJoin('suppressions as s', (join) => join.on(concerning('leads', sql`${program}::text`)))
          .select(['leads.id as leadId', 's.id'])
          .execute();
        const said = leads.flatMap((one) =>
          rows.filter((row) => concerns(row, { ...one, program })).map(({ id }) => `${one.id} ${id}`),
        );
        expect(found.map(({ leadId, id }) => `${leadId} ${id}`).toSorted()).toEqual(said.toSorted());
      },
    ),
    { numRuns: 60 },
  );
});

test('the leads whom no suppression concerns are the same when Postgres looks once for all of them', async () => {
  await accounts();
  const leads: Known[] = [];
  for (const [n, address] of [
    'ann@acme.example',
    'bob@eu.acme.example',
    'joe@dock.example',
    'eve@büro.münchen.example',
  ].entries()) {
    leads.push(await lead(address, accountIds[n] ?? null));
    await enrolled(leads[n]!.id, programs[n]);
  }
  const subjects = [...new Set(subjectsFor(leads))];
  const some = fc.record({ scope: fc.constantFrom(...scopes), subject: fc.constantFrom(...subjects), lifted: fc.boolean() });
  const isFound = new Set<boolean>();
  await fc.assert(
    fc.asyncProperty(fc.array(some, { maxLength: 6 }), async (given) => {
      await db.deleteFrom('suppressions').execute();
      const rows = given.map(({ scope, subject, lifted }) => ({ id: v7(), scope, subject, liftedAt: lifted ? at : null }));
      const closed = { channel: 'email', reason: 'legal', setBy: 'person', at };
      if (rows.length > 0)
        await db
          .insertInto('suppressions')
          .values(rows.map((row) => ({ ...row, ...closed })))
          .execute();
      const inForce = sql<boolean>`s.lifted_at is null`;
      const free = await db.selectFrom('leads').select('id').where(concernedByNone(inForce)).execute();
      const said = await db
        .selectFrom('leads')
        .select('id')
        .where(sql<boolean>`not exists (select from suppressions as s where ${inForce} and ${concerning('leads')})`)
        .execute();
      expect(free.map(({ id }) => id).toSorted()).toEqual(said.map(({ id }) => id).toSorted());
      for (const one of leads) isFound.add(free.some(({ id }) => id === one.id));
    }),
    { numRuns: 100 },
  );
  expect(isFound.size).toBe(2);
});

test.each([
  ['lead', 1],
  ['program', 1],
  ['address', 1],
  ['domain', 3],
  ['account', 2],
  ['everybody', 4],
] as const)('of four leads, a suppression of scope %s concerns %i', async (scope, expected) => {
  await accounts();
  const ann = await lead('ann@acme.example', accountIds[0]!);
  for (const [address, accountId] of [
    ['bob@acme.example', accountIds[0]!],
    ['eve@eu.acme.example', accountIds[1]!],
    ['joe@dock.example', null],
  ] as const)
    await lead(address, accountId);
  const subject = subjectOf(scope, { ...ann, program: 'webinar' })!;
  await db
    .insertInto('suppressions')
    .values({ id: v7(), scope, subject, channel: 'email', reason: 'legal', setBy: 'person', at })
    .execute();
  const concerned = await db
    .selectFrom('leads')
    .innerJoin('suppressions as s', (join) => join.on(concerning('leads', sql`'webinar'`)))
    .select('leads.id')
    .execute();
  expect(concerned).toHaveLength(expected);
});

test('the suppressions of a lead are found by the index, however many there are', async () => {
  const ann = await lead('ann@eu.acme.example', null);
  await sql`
    insert into suppressions (id, scope, subject, channel, reason, set_by, at)
    select gen_random_uuid(), 'address', 'somebody' || n || '@acme.example', 'email', 'unsubscribed', 'person', ${at} from generate_series(1, 20000) as n`.execute(
    db,
  );
  await sql`analyze suppressions`.execute(db);
  const { rows } = await sql<Record<'QUERY PLAN', string>>`
    explain select exists (select from suppressions as s where s.lifted_at is null and ${concerning('leads')}) from leads where id = ${ann.id}`.execute(
    db,
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).not.toContain('Seq Scan on suppressions');
});
