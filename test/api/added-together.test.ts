import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCaller } from '../../api/router.ts';
import { counted } from '../touch/statements.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let intake: ReturnType<World['as']>;
beforeAll(async () => {
  world = await createWorld();
  intake = world.as('intake');
});
afterAll(async () => await world[Symbol.asyncDispose]());

type Order = Parameters<typeof intake.leads.add>[0];
type Act = NonNullable<Order['engagement']>;

const add = (email: string, engagement?: Act, more: Partial<Order> = {}) =>
  intake.leads.add({ lead: { email }, source: 'product', consentBasis: 'none', ...(engagement && { engagement }), ...more });

const newAddress = () => `${v7()}@added.example`;
const attended = (): Act => ({ id: v7(), kind: 'attended' });

/** What is known of a lead, without ids: who it is, what it did, and what its programs are told. */
async function known(email: string) {
  const of = async (query: ReturnType<typeof sql<{ line: string }>>) =>
    (await query.execute(world.db)).rows.map(({ line }) => line);
  return {
    lead: await of(sql`select concat_ws(' ', first_name, stage, held, source, given) as line from leads where email = ${email}`),
    acts: await of(sql`select concat_ws(' ', kind, verdict, source) as line from engagements
      where lead_id = (select id from leads where email = ${email}) order by line`),
    told: await of(sql`select concat_ws(' ', message ->> 'type', message ->> 'name', message -> 'payload' ->> 'kind') as line
      from outbox where lead_id = (select id from leads where email = ${email}) order by line`),
    tasks: await of(sql`select concat_ws(' ', kind, state) as line from tasks
      where lead_id = (select id from leads where email = ${email}) order by line`),
  };
}

const demoRequested = (): Act => ({ id: v7(), kind: 'demoRequested' });

const people: readonly { readonly isEnrolled?: true; readonly add: (email: string) => ReturnType<typeof add> }[] = [
  { add: (email) => add(email) },
  { add: (email) => add(email, attended()) },
  { add: (email) => add(email, { id: v7(), kind: 'contactRequested' }) },
  { add: (email) => add(email, undefined, { lead: { email, firstName: 'Ann', company: 'Pier Seven' }, consentBasis: 'optIn' }) },
  { isEnrolled: true, add: (email) => add(email, attended()) },
  { isEnrolled: true, add: (email) => add(email, demoRequested()) },
];

async function come(): Promise<string[]> {
  const emails = people.map(newAddress);
  for (const [n, { isEnrolled }] of people.entries()) if (isEnrolled) await world.enrolled(emails[n]);
  return emails;
}

test('leads who are added at the same time are saved, answered and told as if they had come one by one', async () => {
  const [together, apart] = [await come(), await come()];
  const answers = await Promise.all(people.map((person, n) => person.add(together[n]!)));
  const expected = [];
  for (const [n, person] of people.entries()) expected.push(await person.add(apart[n]!));
  const said = (all: typeof answers) => all.map((answer) => ({ ...answer, leadId: undefined }));
  expect(said(answers)).toEqual(said(expected));
  for (const [n, email] of together.entries()) expect(await known(email)).toEqual(await known(apart[n]!));
});

test('a lead who is added twice at the same time is one lead', async () => {
  const email = newAddress();
  const added = await Promise.all([add(email, attended()), add(email, attended()), add(newAddress())]);
  expect(new Set(added.map(({ leadId }) => leadId)).size).toBe(2);
  expect((await known(email)).acts).toHaveLength(2);
});

test('a lead that can’t be saved, one who was erased, and an act of somebody else are refused alone, and leave nothing', async () => {
  const [bad, gone, thief, owner, ...good] = [newAddress(), newAddress(), newAddress(), newAddress(), newAddress(), newAddress()];
  await world.as('admin').leads.erase({ leadId: (await add(gone)).leadId });
  const theirs = attended();
  await add(owner, theirs);
  await sql`create function refuse_bad() returns trigger language plpgsql as $$ begin raise 'no'; end $$`.execute(world.db);
  await sql`create trigger refuse_bad before insert on leads for each row when (new.email = ${sql.lit(bad)}) execute function refuse_bad()`.execute(
    world.db,
  );
  const answers = await Promise.allSettled([add(good[0]!), add(bad), add(gone), add(thief, theirs), add(good[1]!, attended())]);
  await sql`drop trigger refuse_bad on leads`.execute(world.db);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected', 'fulfilled']);
  for (const email of [bad, gone, thief]) expect((await known(email)).lead).toEqual([]);
  for (const email of [owner, good[1]!]) expect((await known(email)).acts).toEqual([`attended human product`]);
});

test('of two leads who are added at the same time with one act, one is refused, and leaves nothing', async () => {
  const [emails, act] = [[newAddress(), newAddress()], attended()];
  const answers = await Promise.allSettled(emails.map((email) => add(email, act)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const leads = await Promise.all(emails.map(known));
  expect(leads.map(({ lead, acts }) => `${lead.length} ${acts.length}`).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    '0 0',
    '1 1',
  ]);
});

test('a lead that waits for a lock makes nobody else wait', async () => {
  const email = newAddress();
  const { leadId } = await add(email);
  const lock = await world.db.startTransaction().execute();
  await lock.selectFrom('leads').select('id').where('id', '=', leadId).forUpdate().execute();
  const waits = add(email, attended());
  const others = await Promise.all([add(newAddress()), add(newAddress(), attended()), add(newAddress())]);
  expect(others.map(({ created }) => created)).toEqual([true, true, true]);
  await lock.rollback().execute();
  expect(await waits).toMatchObject({ leadId, created: false });
  expect((await known(email)).acts).toHaveLength(1);
});

test('twenty leads who are added at the same time take no more statements than a few', async () => {
  const { db, count } = counted(world.db);
  const caller = createCaller({ ...world.deps, db, principal: { id: 'key', name: 'intake', role: 'intake' } });
  const addTo = () => caller.leads.add({ lead: { email: newAddress() }, source: 'product', consentBasis: 'none' });
  await addTo();
  const alone = count();
  await Promise.all(Array.from({ length: 20 }, addTo));
  expect(count() - alone).toBeLessThan(3 * alone);
});
