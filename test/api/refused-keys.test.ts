import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import pino from 'pino';
import { v7 } from 'uuid';
import { appRouter } from '../../api/router.ts';
import { createApi } from '../../api/server.ts';
import { createApiKey, revokeApiKey } from '../../db/system/api-keys.ts';
import { createWorld, NOON, type World } from './world.ts';

interface Declared {
  readonly _def: { readonly type: 'query' | 'mutation' };
}
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Declared>);

let world: World;
let api: Awaited<ReturnType<typeof createApi>>;
let lines: { level: number; msg: string; [field: string]: unknown }[] = [];

beforeAll(async () => {
  world = await createWorld();
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) });
  api = await createApi({ ...world.deps, log });
});
afterAll(async () => {
  await api.close();
  await world[Symbol.asyncDispose]();
});

const ask = async (url: string, authorization: string, payload: object = {}, headers: object = {}) =>
  await api.inject({ method: 'POST', url, remoteAddress: '203.0.113.7', headers: { authorization, ...headers }, payload });
/** What was logged, but for the line of each answer. */
const refusals = () => lines.filter(({ msg }) => msg !== 'answered');
const secretOf = (key: string) => key.split('_').slice(2).join('_');

test('a refused key is logged with its id, why, what it asked for and from where, and without its secret', async () => {
  const make = async () => await createApiKey(world.db, { role: 'marketer', principal: 'Mark', at: NOON });
  const [wrong, revoked, expired] = [await make(), await make(), await make()];
  await revokeApiKey(world.db, revoked.id, NOON);
  await world.db
    .updateTable('apiKeys')
    .set({ realExpiresAt: new Date(0) })
    .where('id', '=', expired.id)
    .execute();
  lines = [];
  const forged = wrong.key.slice(0, -4) + 'AAAA';
  await ask('/trpc/leads.story', `Bearer ${forged}`);
  await ask('/trpc/leads.story?batch=1', `Bearer ${revoked.key}`);
  await ask('/imports', `Bearer ${expired.key}`);
  await ask('/webhooks/mail', 'Bearer hunter2-is-no-key');
  await ask('/trpc/leads.ann@example.com', 'Basic YW5uOmh1bnRlcjI=');
  expect(refusals().map(({ key, because, what, ip, msg }) => [msg, key, because, what, ip])).toEqual([
    ['A key was refused.', wrong.id, 'unknown', 'leads.story', '203.0.113.7'],
    ['A key was refused.', revoked.id, 'revoked', 'leads.story', '203.0.113.7'],
    ['A key was refused.', expired.id, 'expired', 'POST /imports', '203.0.113.7'],
    ['A key was refused.', undefined, 'unknown', 'POST /webhooks/mail', '203.0.113.7'],
    ['A key was refused.', undefined, 'unknown', 'unknown', '203.0.113.7'],
  ]);
  for (const key of [forged, revoked.key, expired.key]) expect(JSON.stringify(lines)).not.toContain(secretOf(key));
  expect(JSON.stringify(lines)).not.toMatch(/hunter2|YW5u|ann@|Mark/);
});

test('a refused role is logged', async () => {
  const { authorization } = await world.key('intake');
  lines = [];
  await ask('/trpc/ops.settle', authorization);
  expect(refusals()).toMatchObject([
    { msg: 'A role was refused.', key: authorization.split('_')[1], role: 'intake', what: 'ops.settle', ip: '203.0.113.7' },
  ]);
});

test('many wrong keys cause one warning', async () => {
  lines = [];
  for (let n = 0; n < 60; n++) await ask('/trpc/ops.parked', `Bearer tk_${n}`);
  const warnings = lines.filter(({ level }) => level >= 40);
  expect(warnings).toMatchObject([{ msg: 'Many requests are being refused because of their keys.', lastFrom: '203.0.113.7' }]);
  expect(lines.filter(({ msg }) => msg === 'A key was refused.')).toHaveLength(60);
});

/** Whatever of this stands in a log stands there for as long as the log is kept. */
const seeds = ['xanthippe', 'quillfeather', 'zyzzogeton', '5550199', 'ziggurat', 'hunter7'];

const person = {
  email: 'xanthippe@zyzzogeton.example',
  firstName: 'Xanthippe',
  lastName: 'Quillfeather',
  phone: '+49 30 5550199',
  company: 'Zyzzogeton',
  words: 'our ziggurat of pallets',
  password: 'hunter7',
};
/** Each in turn is what the fields of an input hold. */
const shapes: readonly ((text: string) => unknown)[] = [
  (text) => text,
  (text) => `${text}\u0000`,
  (text) => [text],
  (text) => ({ [text]: text }),
  (text) => text.repeat(2_000),
];

test('no failing request leaves a name, an address or a secret in the log', { timeout: 240_000 }, async () => {
  const headers = { authorization: (await world.key('admin')).authorization, 'idempotency-key': 'hunter7' };
  lines = [];
  const statuses = new Set<number>();
  for (const shape of shapes) {
    const fields = Object.fromEntries(Object.entries(person).map(([name, text]) => [name, shape(text)]));
    const all = { ...fields, id: v7(), leadId: v7(), taskId: v7(), lead: fields, source: fields.firstName, name: fields.words };
    for (const [name] of procedures)
      statuses.add((await ask(`/trpc/${name}`, headers.authorization, { ...all, track: fields.words }, headers)).statusCode);
    const csv = `email,${String(fields.firstName)}\n${String(fields.email)},\u0000`;
    for (const [url, payload] of [
      ['/f/demo?campaign=Xanthippe&source=zyzzogeton', all],
      ['/f/xanthippe', all],
      [`/imports?source=${encodeURIComponent(String(fields.words))}`, { csv }],
      ['/webhooks/mail', { From: fields.email, subject: fields.words }],
      ['/u/xanthippe', all],
      ['/p/zyzzogeton', all],
      ['/a/ziggurat', all],
    ] as const)
      statuses.add((await ask(url, headers.authorization, payload)).statusCode);
  }
  // An error of our own, too: what Postgres says of it quotes the row.
  await world.db.schema
    .alterTable('engagements')
    .addCheckConstraint('never', sql`kind <> 'demoRequested'`)
    .execute();
  const broken = { lead: { email: person.email, lastName: person.lastName }, source: 'fair', consentBasis: 'optIn' };
  const act = { id: v7(), kind: 'demoRequested' };
  statuses.add((await ask('/trpc/leads.add', headers.authorization, { ...broken, engagement: act })).statusCode);
  expect([...statuses]).toEqual(expect.arrayContaining([400, 404, 500]));
  expect(lines.length).toBeGreaterThan(0);
  const logged = JSON.stringify(lines).toLowerCase();
  expect(seeds.filter((seed) => logged.includes(seed))).toEqual([]);
});
