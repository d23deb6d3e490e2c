import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { browser, createWorld, type World } from './world.ts';

vi.setConfig({ testTimeout: 240_000 });

let world: World;
let intake: { authorization: string };
beforeAll(async () => {
  world = await createWorld();
  intake = await world.key('intake');
});
afterAll(async () => await world[Symbol.asyncDispose]());

interface Person {
  readonly leadId: string;
  /** Of their two emails. */
  readonly key: string;
  readonly second: string;
}

async function sent(count: number): Promise<Person[]> {
  const people = [];
  for (let n = 0; n < count; n++) {
    const leadId = await world.enrolled(`${v7()}@together.example`);
    const key = await world.touch(leadId);
    const second = key.replace(/1$/, '2');
    const touch = await world.db.selectFrom('touches').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
    const { fetched: _, ...row } = touch;
    await world.db
      .insertInto('touches')
      .values({ ...row, key: second, messageId: `<${v7()}@mail.example.com>` })
      .execute();
    people.push({ leadId, key, second });
  }
  return people;
}

const click = async (key: string, link: string, headers: Record<string, string> = browser) =>
  await world.api.inject({ method: 'GET', url: new URL(world.links.sign('click', key, link)).pathname, headers });
const open = async (key: string) =>
  await world.api.inject({ method: 'GET', url: new URL(world.links.sign('open', key)).pathname, headers: browser });
const event = async (lead: string, kind: string, id?: string) =>
  await world.api.inject({ method: 'POST', url: '/events', headers: intake, payload: { events: [{ lead, kind, id }] } });

const acts = {
  guide: ({ key }) => click(key, 'guide'),
  pricing: ({ key }) => click(key, 'pricing'),
  case: ({ key }) => click(key, 'case'),
  secondGuide: ({ second }) => click(second, 'guide'),
  secondCase: ({ second }) => click(second, 'case'),
  secondOpen: ({ second }) => open(second),
  missing: ({ key }) => click(key, 'missing'),
  hidden: ({ key }) => click(key, 'honeypot'),
  robot: ({ key }) => click(key, 'guide', { 'user-agent': 'Googlebot/2.1' }),
  open: ({ key }) => open(key),
  attended: ({ leadId }) => event(leadId, 'attended'),
  sameBooking: ({ leadId }) => event(leadId, 'booked', `booking of ${leadId}`),
  asksForDemo: ({ leadId }) => event(leadId, 'demoRequested'),
  bogus: ({ leadId }) => event(leadId, 'bogus'),
  nobody: () => event(v7(), 'attended'),
} as const satisfies Record<string, (lead: Person) => ReturnType<typeof click>>;

/**
 * What is known of a lead afterwards, without ids: what it did, its score, its tasks, and what its program is told. Which of two simultaneous
 * requests comes first is open, so what a machine does twice counts once, and a score that was taken back is none.
 */
async function known(leadId: string) {
  const of = async (query: ReturnType<typeof sql<{ line: string }>>) =>
    (await query.execute(world.db)).rows.map(({ line }) => line);
  return {
    acts: await of(
      sql`select distinct concat_ws(' ', kind, link, page, verdict, human, is_request, source) as line from engagements where lead_id = ${leadId} order by line`,
    ),
    score: await of(
      sql`select concat_ws(' ', fit, round(interest::numeric, 6), hot, jsonb_array_length(acts)) as line from scores where lead_id = ${leadId} and round(interest::numeric, 6) <> 0`,
    ),
    tasks: await of(sql`select concat_ws(' ', kind, state, sla) as line from tasks where lead_id = ${leadId} order by line`),
    told: await of(sql`select distinct concat_ws(' ', message ->> 'name', message -> 'payload' ->> 'kind', message -> 'payload' ->> 'page', message -> 'payload' ->> 'ready', urgent, state) as line
      from outbox where lead_id = ${leadId} order by line`),
  };
}

const PEOPLE = 4;
const drawn = fc.array(
  fc.record({ who: fc.nat(PEOPLE - 1), act: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])) }),
  { minLength: 8, maxLength: 40 },
);

/** Of clicks on two emails at one instant, those on one are a machine's. */
const condemnedBesideOthers = (['case', 'guide', 'guide', 'guide', 'open', 'guide', 'guide', 'secondCase', 'guide'] as const).map(
  (act) => ({ who: 0, act }),
);

test('acts that arrive at the same time are recorded, answered and told as if they had come one by one', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (all) => {
      const [together, apart] = [await sent(PEOPLE), await sent(PEOPLE)];
      const answers = await Promise.all(all.map(({ who, act }) => acts[act](together[who]!)));
      const expected = [];
      for (const { who, act } of all) expected.push(await acts[act](apart[who]!));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual(expected.map(({ statusCode }) => statusCode));
      for (const [n, { leadId }] of together.entries()) expect(await known(leadId)).toEqual(await known(apart[n]!.leadId));
    }),
    { numRuns: 8, examples: [[condemnedBesideOthers]] },
  );
});

test('a click that waits for a lock makes nobody else wait', async () => {
  const [locked, first, ...others] = await sent(5);
  const lock = await world.db.startTransaction().execute();
  await lock.selectFrom('touches').select('key').where('key', '=', locked!.key).forUpdate().execute();
  const waits = [click(locked!.key, 'guide')];
  const answers = await Promise.all([first!, ...others].map(({ key }) => click(key, 'guide')));
  waits.push(click(locked!.key, 'pricing'));
  answers.push(await click(first!.key, 'pricing'));
  await lock.rollback().execute();
  answers.push(...(await Promise.all(waits)));
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([302]));
  for (const { leadId } of [first!, locked!]) expect((await known(leadId)).acts).toHaveLength(2);
  for (const { leadId } of others) expect((await known(leadId)).acts).toHaveLength(1);
});

test('a click that can’t be saved fails for its sender only', async () => {
  const people = await sent(5);
  const bad = people[2]!;
  await sql`create function refuse_bad() returns trigger language plpgsql as $$ begin raise 'no'; end $$`.execute(world.db);
  await sql`create trigger refuse_bad before insert on engagements for each row when (new.lead_id = ${sql.lit(bad.leadId)}) execute function refuse_bad()`.execute(
    world.db,
  );
  const answers = await Promise.all(people.map(({ key }) => click(key, 'guide')));
  await sql`drop trigger refuse_bad on engagements`.execute(world.db);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([302, 302, 500, 302, 302]);
  for (const { leadId } of people) expect((await known(leadId)).acts).toHaveLength(leadId === bad.leadId ? 0 : 1);
});
