import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { noSuchUser } from '../support/no-such-user.ts';
import type { Person } from '../support/person.ts';
import { everythingIn } from './support/everything-in.ts';
import { confirms } from '../support/confirms.ts';
import { startServers, type Servers } from './support/servers.ts';
import { beginWorld, type RealWorld } from './support/world.ts';
import { guide } from '../support/guide.ts';

vi.setConfig({ testTimeout: 150_000 });

let servers: Servers;
beforeAll(async () => void (servers = await startServers()));
afterAll(() => servers[Symbol.asyncDispose]());

const DOMAIN = 'zyzzogeton.example';
const named = (firstName: string) => ({
  firstName,
  lastName: 'Quillfeather',
  title: 'Wharfinger',
  company: 'Zyzzogeton Freight',
  phone: '+49 30 5550199',
  // At a company of its own: what becomes of one of them says nothing about the others.
  email: `${firstName.toLowerCase()}@${firstName.toLowerCase()}-${DOMAIN}`,
});

/** Said by leads and reps, in places where anything can be written. */
const said = {
  form: 'our ziggurat of pallets',
  reply: 'does it speak Volapük?',
  guide: 'they lose ockhamite containers',
  reason: 'the borogoves are mimsy',
  nextStep: 'send the brillig offer',
  learned: 'the slithy customer case',
  refusal: 'moved to a mountebank provider',
};

/** Whatever of this stands in Temporal or in a log stands there for ever. */
const secrets = ['xanthippe', 'quillfeather', 'balthazar', 'ottokar', 'philippa', 'ludmilla', 'wharfinger', 'zyzzogeton', '5550199', ...Object.values(said), 'rivers', 'stone', 'tom field', 'tia cole', 'sam@', 'tom@']; // prettier-ignore

function secretsIn(text: string): string[] {
  const lower = text.toLowerCase();
  return secrets.filter((secret) => lower.includes(secret.toLowerCase()));
}

test('no name, address or free text gets into a history or a log, whatever mail servers and Postgres say', async () => {
  await using world = await beginWorld(servers);
  const [balthazar, ottokar, philippa] = [named('Balthazar'), named('Ottokar'), named('Philippa')];
  servers.treat(balthazar.email, { recipient: noSuchUser(balthazar.email) });
  servers.treat(ottokar.email, {
    recipient: { code: 451, text: `4.7.1 <${ottokar.email}> (Ottokar Quillfeather) is greylisted` },
  });
  servers.treat(philippa.email, { afterDot: { reply: { code: 554, text: `5.7.1 mail for ${philippa.email} ${said.refusal}` } } });
  const refused = await Promise.all([balthazar, ottokar, philippa].map((cells) => world.lead(cells)));

  await livesToTheEnd(world);
  await isTurnedDownAfterErrors(world);
  for (const [n, state] of ['refused', 'notSent', 'refused'].entries())
    await world.eventually(`mail ${n} is ${state}`, async () => (await stateOf(world, refused[n]!)) === state);

  // What is looked for is there to be found.
  const { rows } = await sql<{
    all: string;
  }>`select coalesce(json_agg(details)::text, '') || (select coalesce(json_agg(words)::text, '') from words) as all from dispositions`.execute(
    world.db,
  );
  expect(secretsIn(rows[0]!.all)).toEqual(
    expect.arrayContaining([said.form, said.reply, said.guide, said.reason, said.nextStep, said.learned]),
  );
  const { runs, text } = await everythingIn(world.client, world.taskQueue);
  expect(runs).toBeGreaterThanOrEqual(10);
  const known = [...refused.map(({ id }) => id), 'P0001', 'guide', 'its goal (guide)', 'openTask'];
  expect(known.filter((word) => !text.includes(word))).toEqual([]);

  expect(secretsIn(text)).toEqual([]);
  expect(world.logged.join('\n')).toContain('an activity failed');
  expect(secretsIn(world.logged.join('\n'))).toEqual([]);
  expect(secretsIn(await readFile(join(servers.dir, 'temporal.log'), 'utf8'))).toEqual([]);
});

const stateOf = async ({ db }: RealWorld, { id }: Person) =>
  (await db.selectFrom('touches').select('state').where('leadId', '=', id).executeTakeFirst())?.state;

async function livesToTheEnd(world: RealWorld): Promise<void> {
  const lead = await world.lead(named('Xanthippe'));
  await lead.gets('guide');
  await asks(world, lead);
  const body = new URLSearchParams({ email: lead.email, message: said.form });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Mozilla/5.0 (X11) Firefox/140.0' };
  expect(
    (await world.request(`${world.apiUrl}/f/demo`, { method: 'POST', headers, body: body.toString() })).statusCode,
  ).toBeLessThan(400);
  await confirms(world, lead.email);
  const now = world.clock.now();
  const sdr = await lead.isHeldBy('sdr-team');
  await lead.isReported(sdr, 'callBack', { at: now + 3_600_000 });
  await lead.isReported(sdr, 'qualified', { guide: { ...guide, need: said.guide }, meetingAt: now + 14 * 86_400_000 });
  const rep = await lead.isHeldBy('deal-team');
  await lead.isReported(rep, 'accepted');
  await lead.gets('introduction');
  await lead.isReported(rep, 'opportunity', { amount: 24_000, closeAt: now + 30 * 86_400_000, nextStep: said.nextStep });
  await lead.isReported(rep, 'won', { learned: said.learned });
  await lead.becomes('customer');
  expect(lead.mails.some(({ html }) => html.includes('Xanthippe'))).toBe(true);
}

/** Writes back to the last mail. */
async function asks(world: RealWorld, { email, id }: Person): Promise<void> {
  const { messageId, envelope } = servers.stack.inbox!.messages({ to: email }).at(-1)!;
  const raw = [
    `From: Xanthippe Quillfeather <${email}>`, `To: ${envelope.from}`, 'Subject: Re: Your guide', 'Message-ID: <a.reply@zyzzogeton.example>',
    `In-Reply-To: ${messageId}`, 'Content-Type: text/plain; charset=utf-8', '', said.reply,
  ].join('\r\n'); // prettier-ignore
  const authorization = `Bearer ${await world.createKey('intake', 'mail server')}`;
  const taken = await world.request(`${world.apiUrl}/webhooks/mail`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822', authorization },
    body: raw,
  });
  expect(taken.statusCode).toBe(200);
  const replies = () => world.db.selectFrom('tasks').select('id').where('leadId', '=', id).where('kind', '=', 'reply').execute();
  await world.eventually('a person is to answer', async () => (await replies()).length === 1);
}

/** A lead who can't be enriched, and then not be given to a rep at first: Postgres refuses, with all that it knows of the person. */
async function isTurnedDownAfterErrors(world: RealWorld): Promise<void> {
  const { db } = world;
  await sql`create function leak() returns trigger language plpgsql as $$ begin
    raise exception 'not for %', (select l.email || ' ' || l.first_name || ' ' || l.last_name from leads l where l.id = new.lead_id)
      using detail = 'Failing row contains Quillfeather', hint = 'ask xanthippe'; end $$`.execute(db);
  const lead = await failsAtFirst(world, 'provider_calls', 'enrich', () => world.lead(named('Ludmilla')));
  await lead.gets('guide');
  await failsAtFirst(world, 'tasks', 'openTask', () => lead.does('demoRequested'));
  const sdr = await lead.isHeldBy('sdr-team');
  await lead.isReported(sdr, 'disqualified', { reason: said.reason });
  await lead.becomes('disqualified');
}

async function failsAtFirst<T>(world: RealWorld, table: string, activity: string, begin: () => Promise<T>): Promise<T> {
  await sql`create trigger leak before insert on ${sql.table(table)} for each row execute function leak()`.execute(world.db);
  const begun = await begin();
  const isFailure = (line: string) => line.includes('P0001') && line.includes(activity);
  await world.eventually(`${activity} fails`, () => Promise.resolve(world.logged.some(isFailure)));
  await sql`drop trigger leak on ${sql.table(table)}`.execute(world.db);
  return begun;
}
