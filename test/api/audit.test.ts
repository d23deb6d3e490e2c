import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appRouter } from '../../api/router.ts';
import { createWorld, NOON, type World } from './world.ts';

interface Declared {
  readonly _def: { readonly type: 'query' | 'mutation' };
}
const mutations = Object.entries(appRouter._def.procedures as unknown as Record<string, Declared>).filter(
  ([, { _def }]) => _def.type === 'mutation',
);

let world: World;
let admin: { authorization: string };
beforeAll(async () => {
  world = await createWorld();
  admin = await world.key('admin');
});
afterAll(async () => await world[Symbol.asyncDispose]());

const idOf = ({ authorization }: { authorization: string }) => authorization.split('_')[1]!;
const call = async (name: string, headers: object, payload: object) =>
  await world.api.inject({ method: 'POST', url: `/trpc/${name}`, headers: { ...headers }, payload });
const acts = async (filter: object = {}) => (await world.as('admin').audit.list(filter)).items;

test.each(mutations)('%s is saved once, with who asked and how it ended, even if it is refused', async (name) => {
  const person = { email: 'quill@zyzzogeton.example', firstName: 'Xanthippe', words: 'our ziggurat' };
  expect((await call(name, admin, { ...person, id: v7(), leadId: v7(), lead: person })).statusCode).toBeGreaterThanOrEqual(400);
  const saved = await acts({ action: name, principal: idOf(admin) });
  expect(saved).toHaveLength(1);
  expect(saved[0]).toMatchObject({ principal: 'admin', outcome: 'refused', at: new Date(NOON).toISOString() });
  expect(saved[0]!.detail).toHaveProperty('code');
  expect(JSON.stringify(saved)).not.toMatch(/quill|zyzzogeton|Xanthippe|ziggurat/);
  const intake = await world.key('intake');
  if ((await call(name, intake, {})).statusCode === 403)
    expect(await acts({ action: name, principal: idOf(intake) })).toMatchObject([{ detail: { code: 'roleNotAllowed' } }]);
});

test('a mutation is recorded with the resulting ids, codes and numbers, without personal data', async () => {
  const lead = { email: 'ann@audited.example', firstName: 'Ann', lastName: 'Quillfeather', country: 'DE' };
  const { leadId } = await world.as('intake').leads.add({ lead, source: 'fair', consentBasis: 'optIn' });
  const [captured] = await acts({ subject: leadId });
  expect(captured).toMatchObject({
    action: 'leads.add',
    outcome: 'done',
    detail: { input: { lead: { email: '…', firstName: '…' }, consentBasis: 'optIn', source: '…' }, answer: { leadId } },
  });
  const { leads, ...saved } = captured!;
  expect(JSON.stringify(saved)).not.toMatch(/audited|Quillfeather/);
  expect(leads, 'the name is looked up when the log is read').toEqual([{ id: leadId, name: 'Ann Quillfeather' }]);
  const file = { csv: `email,first name\nbea@audited.example,Bea` };
  const { importId } = await world.as('marketer').imports.run({ file, source: 'fair', consentBasis: 'optIn' });
  const [imported] = await acts({ subject: importId });
  expect(imported).toMatchObject({ action: 'imports.run', detail: { answer: { rows: 1 } } });
  expect(JSON.stringify(imported)).not.toMatch(/audited|Bea/);
});

test('a file of leads is saved as an act, too, whether or not it can be read', async () => {
  const post = async (payload: string) =>
    await world.api.inject({
      method: 'POST',
      url: '/imports?source=fair&consentBasis=optIn',
      headers: { ...admin, 'content-type': 'text/csv' },
      payload,
    });
  expect((await post('email\ncleo@file.example')).statusCode).toBe(200);
  expect((await post('nothing')).statusCode).toBe(400);
  expect((await acts({ action: 'POST /imports' })).map(({ outcome }) => outcome)).toEqual(['refused', 'done']);
});

test('a dry run is told from the real thing', async () => {
  const leadId = await world.lead('dry@pier7.example');
  await world.as('admin').leads.erase({ leadId, dryRun: true });
  await world.as('admin').leads.erase({ leadId });
  const { items } = await world.as('admin').audit.list({ subject: leadId, action: 'leads.erase' });
  expect(items.map(({ isDryRun, text }) => [isDryRun, text.includes('nothing was saved')])).toEqual([
    [false, false],
    [true, true],
  ]);
});

test('a mutation that has begun is recorded, even if its end is not', async () => {
  await world.db
    .insertInto('auditLog')
    .values({ id: v7(), at: new Date(NOON), principal: 'x', action: 'ops.retry', subjects: [], outcome: 'begun' })
    .execute();
  expect(await acts({ principal: 'x' })).toMatchObject([{ outcome: 'begun' }]);
});

test('the log is read page by page, the newest first, by who, what, whom and when', async () => {
  const all = await acts({ limit: 1_000 });
  const paged: unknown[] = [];
  for (let after: string | undefined; ;) {
    const { items, next } = await world.as('admin').audit.list({ limit: 3, after });
    paged.push(...items);
    if (next === undefined) break;
    after = next;
  }
  expect(paged).toEqual(all);
  expect(await acts({ from: NOON + 1 })).toEqual([]);
  expect(await acts({ until: NOON })).toEqual([]);
  const ann = await acts({ subject: 'ann@audited.example' });
  expect(ann.map(({ action }) => action)).toContain('leads.add');
  expect(ann.every(({ leads }) => leads.some(({ name }) => name === 'Ann Quillfeather'))).toBe(true);
  expect((await acts({ action: 'leads.add' })).every(({ action }) => action === 'leads.add')).toBe(true);
  expect((await call('audit.list', await world.key('marketer'), {})).statusCode).toBe(403);
});

test('each act has a sentence that names no procedure', async () => {
  const known = await world.as('admin').audit.acts();
  expect(known.map(({ action }) => action)).toEqual(expect.arrayContaining(mutations.map(([name]) => name)));
  expect(known.filter(({ action, text }) => text === action)).toEqual([]);
  expect(known).toContainEqual({ action: 'campaigns.stop', text: 'Ends a campaign' });
  expect(known).toContainEqual({ action: 'retention.nightly', text: 'Each night, removes data that is too old' });
});
