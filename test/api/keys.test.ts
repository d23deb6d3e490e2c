import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey, newSecret, principalOfKey, revokeApiKey, type NewApiKey } from '../../db/system/api-keys.ts';
import { openDatabase } from '../../db/database.ts';
import { listApiKeys, rotateApiKey } from '../../db/system/key-list.ts';
import { DAY } from '../../domain/time/duration.ts';
import { testDatabase } from '../../testing/database.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const make = async (order: Partial<NewApiKey> = {}) =>
  await createApiKey(world.db, { role: 'marketer', principal: 'mark', at: NOON, ...order });
/** What the API says to a key: 200, or the code of its refusal. */
async function answerTo(key: string) {
  const answer = await world.api.inject({ url: '/trpc/content.list', headers: bearer(key) });
  return answer.statusCode === 200 ? 200 : (answer.json() as { error: { data: { code: string } } }).error.data.code;
}
const change = async (id: string, values: { realExpiresAt?: Date; realLastUsedAt?: Date }) =>
  await world.db.updateTable('apiKeys').set(values).where('id', '=', id).execute();
const listed = async (id: string) => (await world.as('admin').keys.list()).items.find((one) => one.id === id)!;

test.each([
  ['admin', 90],
  ['marketer', 90],
  ['manager', 90],
  ['intake', 365],
] as const)('a key of the role %s ends after %i days, unless it is told otherwise', async (role, days) => {
  const { id } = await make({ role });
  expect(Math.round((Date.parse((await listed(id)).expiresAt!) - Date.now()) / DAY)).toBe(days);
  const { id: short } = await make({ role, livesFor: 2 * DAY });
  expect(Math.round((Date.parse((await listed(short)).expiresAt!) - Date.now()) / DAY)).toBe(2);
  const { id: endless } = await make({ role, livesFor: Infinity });
  expect((await listed(endless)).expiresAt).toBeNull();
});

test('a key that has ended opens nothing, and says so', async () => {
  const { id, key } = await make();
  expect(await answerTo(key)).toBe(200);
  await change(id, { realExpiresAt: new Date(Date.now() - 1) });
  expect(await answerTo(key)).toBe('keyExpired');
  expect((await listed(id)).state).toBe('expired');
});

test('the keys of a rep who leaves are revoked, and stay so when the rep comes back', async () => {
  const repId = await world.rep('sdr', 'Luc Gone');
  const { id, key } = await make({ role: 'rep', repId });
  expect(await answerTo(key)).toBe(200);
  await world.as('admin').team.leave({ rep: repId });
  expect(await answerTo(key)).toBe('keyRevoked');
  await world.db.updateTable('reps').set({ active: true }).where('id', '=', repId).execute();
  expect(await answerTo(key)).toBe('keyRevoked');
  expect((await listed(id)).state).toBe('revoked');
});

test('a key ends at once when its rep leaves, and comes back with them', async () => {
  const repId = await world.rep('sdr', 'Lea Leaver');
  const { id, key } = await make({ role: 'rep', repId });
  expect(await answerTo(key)).toBe(200);
  await world.db.updateTable('reps').set({ active: false }).where('id', '=', repId).execute();
  expect(await answerTo(key)).toBe('keyRepInactive');
  expect((await listed(id)).state).toBe('repInactive');
  await expect(make({ role: 'rep', repId })).rejects.toThrow('expected an active rep');
  await expect(rotateApiKey(world.db, { id, overlap: DAY, at: NOON })).rejects.toThrow('expected an active rep');
  await world.db.updateTable('reps').set({ active: true }).where('id', '=', repId).execute();
  expect(await answerTo(key)).toBe(200);
});

test('a manager’s key ends at once when its rep is a manager no more, and comes back with that', async () => {
  const repId = await world.rep('manager', 'Mo Moved');
  const { id, key } = await make({ role: 'manager', repId });
  const become = async (role: 'sdr' | 'manager') =>
    await world.db.updateTable('reps').set({ role }).where('id', '=', repId).execute();
  expect(await answerTo(key)).toBe(200);
  await become('sdr');
  expect(await answerTo(key)).toBe('keyRepNoManager');
  expect((await listed(id)).state).toBe('repNoManager');
  await expect(rotateApiKey(world.db, { id, overlap: DAY, at: NOON })).rejects.toThrow('expected a manager');
  await become('manager');
  expect(await answerTo(key)).toBe(200);
});

test('a key of the role rep needs a rep, and a key of the role manager can’t belong to an SDR', async () => {
  const sdr = await world.rep('sdr', 'Sid Sdr');
  await expect(make({ role: 'rep' })).rejects.toMatchObject({ code: 'INVALID_REP' });
  await expect(make({ role: 'rep', repId: 'x' })).rejects.toMatchObject({ code: 'INVALID_REP' });
  await expect(make({ role: 'manager', repId: sdr })).rejects.toThrow('expected a manager; this one is a sdr');
  const { id } = await make({ role: 'marketer' });
  await expect(world.db.updateTable('apiKeys').set({ role: 'rep' }).where('id', '=', id).execute()).rejects.toThrow(
    'rep_key_has_a_rep',
  );
});

test('the last use is noted, at most once a minute, and the request does not wait for it', async () => {
  const { id, key } = await make();
  expect((await listed(id)).lastUsedAt).toBeNull();
  expect(await answerTo(key)).toBe(200);
  await expect.poll(async () => (await listed(id)).lastUsedAt).not.toBeNull();
  const recently = new Date(Date.now() - 30_000);
  await change(id, { realLastUsedAt: recently });
  await answerTo(key);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await listed(id)).lastUsedAt).toBe(recently.toISOString());
  await change(id, { realLastUsedAt: new Date(Date.now() - 61_000) });
  await answerTo(key);
  await expect.poll(async () => Date.parse((await listed(id)).lastUsedAt!) > recently.getTime()).toBe(true);
});

test('while Postgres is read-only, a key still works for reading', async () => {
  await using database = await testDatabase();
  const { key } = await createApiKey(database.db, { role: 'marketer', principal: 'mark', at: NOON });
  await using readOnly = openDatabase(`${database.url}?options=-c%20default_transaction_read_only=on`);
  await expect(revokeApiKey(readOnly, key.split('_')[1]!, NOON)).rejects.toThrow('read-only transaction');
  expect(await principalOfKey(readOnly, key)).toMatchObject({ name: 'mark' });
});

test('a rotated key works beside the new one until the overlap ends, and is rotated once', async () => {
  const old = await make({ role: 'intake', principal: 'site' });
  const made = await rotateApiKey(world.db, { id: old.id, overlap: 7 * DAY, at: NOON });
  expect(await Promise.all([principalOfKey(world.db, old.key), principalOfKey(world.db, made.key)])).toMatchObject(
    [old, made].map(({ id }) => ({ id, name: 'site', role: 'intake' })),
  );
  expect(Math.round((Date.parse((await listed(old.id)).expiresAt!) - Date.now()) / DAY)).toBe(7);
  expect((await listed(old.id)).rotatedTo).toBe(made.id);
  await expect(rotateApiKey(world.db, { id: old.id, overlap: DAY, at: NOON })).rejects.toThrow('not rotated before');
  const both = await Promise.allSettled([1, 2].map(() => rotateApiKey(world.db, { id: made.id, overlap: DAY, at: NOON })));
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await change(old.id, { realExpiresAt: new Date(Date.now() - 1) });
  expect(await principalOfKey(world.db, old.key)).toEqual({ fault: 'expired', id: old.id });
  await expect(rotateApiKey(world.db, { id: 'nothing', overlap: DAY, at: NOON })).rejects.toThrow(
    'expected the id of a valid key',
  );
});

test('an overlap makes no key live longer', async () => {
  const { id } = await make({ livesFor: DAY });
  await rotateApiKey(world.db, { id, overlap: 30 * DAY, at: NOON });
  expect(Date.parse((await listed(id)).expiresAt!) - Date.now()).toBeLessThanOrEqual(DAY);
});

test('an admin sees every key, and no secret', async () => {
  const { key, id } = await make({ principal: 'Eve' });
  const all = JSON.stringify(await world.as('admin').keys.list());
  expect(all).toContain(id);
  expect(all).not.toContain(key.split('_').slice(2).join('_'));
  expect(Object.keys((await listApiKeys(world.db))[0]!)).not.toContain('hash');
});

test('an admin revokes a key over the API, once, and the audit log says who', async () => {
  const { id, key } = await make();
  const headers = await world.key('admin');
  const revoke = async () =>
    (await world.api.inject({ method: 'POST', url: '/trpc/keys.revoke', headers, payload: { keyId: id } })).statusCode;
  expect([await revoke(), await revoke()]).toEqual([200, 404]);
  expect(await answerTo(key)).toBe('keyRevoked');
  const { items: acts } = await world.as('admin').audit.list({ action: 'keys.revoke' });
  expect(acts.map(({ outcome, keyId }) => [outcome, keyId])).toEqual(
    ['refused', 'done'].map((outcome) => [outcome, headers.authorization.split('_')[1]]),
  );
});

test('two people with the same name don’t share idempotent answers', async () => {
  const send = async (key: string, source: string) =>
    await world.api.inject({
      method: 'POST',
      url: '/trpc/imports.run',
      headers: { ...bearer(key), 'idempotency-key': 'monday' },
      payload: { file: { csv: `email\n${source}@pier9.example` }, source, consentBasis: 'optIn' },
    });
  const [one, two] = [await make({ principal: 'mark' }), await make({ principal: 'mark' })];
  const first = await send(one.key, 'one');
  const second = await send(two.key, 'two');
  expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
  expect(second.json()).not.toEqual(first.json());
  expect((await send(one.key, 'one')).json()).toEqual(first.json());
  expect((await send(one.key, 'other')).statusCode).toBe(422);
});

test('a caller who makes a key over the API sends only the hash of its secret, and the key works', async () => {
  const { secret, hash } = newSecret();
  const { keyId } = await world
    .as('admin')
    .keys.create({ name: 'website', role: 'intake', days: 30, hash: hash.toString('hex') });
  expect(await principalOfKey(world.db, `tk_${keyId}_${secret}`)).toEqual({ id: keyId, name: 'website', role: 'intake' });
  expect(Math.round((Date.parse((await listed(keyId)).expiresAt!) - Date.now()) / DAY)).toBe(30);

  const next = newSecret();
  const order = { keyId, overlapHours: 2, hash: next.hash.toString('hex') };
  const { keyId: newId } = await world.as('admin').keys.rotate(order);
  expect(await principalOfKey(world.db, `tk_${newId}_${next.secret}`)).toMatchObject({ name: 'website' });
  expect(await listed(keyId)).toMatchObject({ state: 'live', rotatedTo: newId });
  await expect(world.as('admin').keys.rotate(order)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(
    world.as('admin').keys.create({ name: 'nobody', role: 'rep', hash: order.hash }),
    'a key of a rep needs its rep',
  ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
