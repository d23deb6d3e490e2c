import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { appRouter, createCaller } from '../../api/router.ts';
import { revokeApiKey } from '../../db/system/api-keys.ts';
import { createWorld, NOON, type World } from './world.ts';
import { apiRoles } from '../../domain/people/roles.ts';
import { kindsOf } from '../../domain/text/kinds.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const roles: readonly string[] = kindsOf(apiRoles);

interface Declared {
  readonly _def: { readonly meta?: { readonly roles: readonly string[] }; readonly type: string };
}
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Declared>);

const call = async (procedure: string, headers: Record<string, string> = {}, payload?: object) =>
  await world.api.inject({ method: payload ? 'POST' : 'GET', url: `/trpc/${procedure}`, headers, ...(payload && { payload }) });

test('every procedure declares who may call it', () => {
  expect(procedures.length).toBeGreaterThan(20);
  for (const [name, { _def }] of procedures) {
    expect(_def.meta, name).toBeDefined();
    for (const role of _def.meta?.roles ?? []) expect(roles, name).toContain(role);
  }
});

test.each(procedures)('%s lets nobody in without a key', async (name, { _def }) => {
  const answer = await call(name, {}, _def.type === 'mutation' ? {} : undefined);
  expect([answer.statusCode, (answer.json() as { error: { data: unknown } }).error.data]).toMatchObject([401, { code: 'noKey' }]);
});

test.each(procedures)('%s turns every other role away', async (name, { _def }) => {
  for (const role of roles.filter((role) => role !== 'admin' && !_def.meta?.roles.includes(role))) {
    const answer = await call(name, await world.key(role as 'rep'), _def.type === 'mutation' ? {} : undefined);
    // A stream has begun when it is refused: the refusal is what it says.
    if (_def.type === 'subscription') expect(answer.body, role).toContain('"httpStatus":403');
    else expect(answer.statusCode, role).toBe(403);
  }
});

test('a key works until it is revoked, and no other one does', async () => {
  const { authorization } = await world.key('marketer');
  expect((await call('campaigns.list', { authorization })).statusCode).toBe(200);
  expect(
    (await call('campaigns.list', { authorization: `${authorization.slice(0, -1)}${authorization.endsWith('A') ? 'B' : 'A'}` }))
      .statusCode,
  ).toBe(401);
  expect((await call('campaigns.list', { authorization: 'Bearer tk_nonsense' })).statusCode).toBe(401);
  const id = authorization.split('_')[1] ?? '';
  expect(await revokeApiKey(world.db, id, NOON)).toBe(true);
  expect(await revokeApiKey(world.db, id, NOON)).toBe(false);
  expect((await call('campaigns.list', { authorization })).statusCode).toBe(401);
});

test('only the hash of a key is saved', async () => {
  const { authorization } = await world.key('rep');
  const secret = authorization.split('_').slice(2).join('_');
  expect(Buffer.from(secret, 'base64url')).toHaveLength(24);
  const rows = await world.db.selectFrom('apiKeys').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(secret);
});

test('what is wrong with an input is said in words', async () => {
  const answer = await call('leads.status?input=%7B%22leadId%22%3A%22x%22%7D', await world.key('rep'));
  const { error } = answer.json() as { error: { message: string; data: unknown } };
  expect([answer.statusCode, error.message]).toEqual([
    400,
    'leadId: expected the id or the address of a lead, such as ann@example.com.',
  ]);
  expect(error.data).toMatchObject({
    code: 'invalidInput',
    field: 'leadId',
    expected: 'the id or the address of a lead, such as ann@example.com',
  });
});

test('an internal error reveals only a number', async () => {
  const broken = Object.assign(Object.create(world.deps.engine) as object, {
    status: () => Promise.reject(new Error('password=hunter2 at /srv/secret.ts')),
  });
  const caller = createCaller({ ...world.deps, engine: broken as never, principal: { id: 'k', name: 'm', role: 'marketer' } });
  const leadId = await world.lead();
  const error = await caller.leads.status({ leadId }).catch((caught: unknown) => caught as Error);
  expect(error).toMatchObject({
    code: 'INTERNAL_SERVER_ERROR',
    message: expect.stringMatching(/^Something went wrong on our side\. .*number [0-9a-f-]{36}/) as string,
  });
  expect(JSON.stringify(error)).not.toContain('hunter2');
});

test('over HTTP, refusals carry a code, the value and no stack', async () => {
  const leadId = '00000000-0000-7000-8000-000000000000';
  const answer = await call(`leads.status?input=${encodeURIComponent(JSON.stringify({ leadId }))}`, await world.key('rep'));
  expect(answer.statusCode).toBe(404);
  const { error } = answer.json() as { error: { message: string; data: object } };
  expect(error).toMatchObject({
    message: `There is no lead ${leadId}.`,
    data: { code: 'leadUnknown', message: `There is no lead ${leadId}.`, value: leadId },
  });
  expect(error.data).not.toHaveProperty('stack');
});

test('a request with an idempotency key is done once, and gets the same answer again', async () => {
  const headers = { ...(await world.key('intake')), 'idempotency-key': 'import-7' };
  const body = { file: { csv: 'email\nonce@pier7.example' }, source: 'crm', consentBasis: 'optIn' };
  const first = await call('imports.run', headers, body);
  const second = await call('imports.run', headers, body);
  expect(second.json()).toEqual(first.json());
  expect(await world.db.selectFrom('imports').select('id').execute()).toHaveLength(1);
  const other = await call('imports.run', headers, { ...body, source: 'other' });
  expect([other.statusCode, (other.json() as { error: { data: unknown } }).error.data]).toMatchObject([
    422,
    { code: 'keyReused', value: 'import-7' },
  ]);
});

test('an outage at the end of a request does not change its answer, nor keep its key', async () => {
  const headers = await world.key('intake');
  const add = (key: string, email: string) =>
    call('leads.add', { ...headers, 'idempotency-key': key }, { lead: { email }, source: 'crm', consentBasis: 'optIn' });
  await sql`create function away() returns trigger language plpgsql as $$
    begin raise exception 'no space left on device' using errcode = '53100'; end $$`.execute(world.db);
  await sql`create trigger away before update or delete on idempotency_keys execute function away()`.execute(world.db);
  const [done, refused] = [await add('done', 'away@pier7.example'), await add('refused', 'nonsense')];
  expect([done.statusCode, refused.statusCode]).toEqual([200, 400]);
  expect((await add('done', 'away@pier7.example')).statusCode).toBe(409);
  await sql`drop trigger away on idempotency_keys`.execute(world.db);
  await vi.waitFor(async () => expect((await add('done', 'away@pier7.example')).json()).toEqual(done.json()), 5_000);
  await vi.waitFor(async () => expect((await add('refused', 'nonsense')).statusCode).toBe(400), 5_000);
});

test('a request that failed may use its key again', async () => {
  const headers = { ...(await world.key('intake')), 'idempotency-key': 'import-8' };
  const wrong = { file: { csv: 'name\nAnn' }, source: 'crm', consentBasis: 'optIn' };
  expect((await call('imports.run', headers, wrong)).statusCode).toBe(400);
  expect((await call('imports.run', headers, wrong)).statusCode).toBe(400);
});
