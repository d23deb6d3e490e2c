import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from './world.ts';

let world: World;
let ownerId: string;
beforeAll(async () => {
  world = await createWorld();
  ownerId = await world.rep('salesperson', 'Tom Field', 'deal-team');
});
afterAll(async () => await world[Symbol.asyncDispose]());

const ownerOf = async (domain: string) =>
  (await world.db.selectFrom('accounts').select('ownerId').where('domain', '=', domain).executeTakeFirst())?.ownerId;

test('a file sets the owners of companies if a mapped column names reps', async () => {
  const csv = 'email,AE\na@own1.example,TOM.field@ours.example\nb@own2.example,Tom Field\nc@own3.example,somebody@else.example';
  const mapping = { accountOwner: 'AE' };
  await world.as('marketer').imports.run({ file: { csv }, source: 'crm', consentBasis: 'optIn', mapping });
  expect(await ownerOf('own1.example')).toBe(ownerId);
  expect(await ownerOf('own2.example')).toBe(ownerId);
  expect(await ownerOf('own3.example')).toBeNull();
});

test('an owner in a file who is not a rep, has left, or is ambiguous is reported with column and line', async () => {
  const left = await world.rep('salesperson', 'Lea Gone', 'deal-team');
  await world.db.updateTable('reps').set({ active: false }).where('id', '=', left).execute();
  for (const email of ['kim.1@ours.example', 'kim.2@ours.example']) {
    const id = await world.rep('salesperson', email, 'deal-team');
    await world.db.updateTable('reps').set({ name: 'Kim Twin', email }).where('id', '=', id).execute();
  }
  const csv = [
    'email,AE',
    'a@told1.example,somebody@else.example',
    'b@told2.example,Lea Gone',
    'c@told3.example,Kim Twin',
    'd@told4.example,kim.1@ours.example',
    'e@told5.example,',
  ].join('\n');
  const order = { file: { csv }, source: 'crm', consentBasis: 'optIn', mapping: { accountOwner: 'AE' } } as const;
  const { created, unread } = await world.as('marketer').imports.run(order);
  expect(created).toBe(5);
  expect(unread).toEqual([
    { column: 'AE', reason: 'is not a rep’s email address or name', cells: 1, lines: [2] },
    { column: 'AE', reason: 'has left', cells: 1, lines: [3] },
    { column: 'AE', reason: 'is the name of several reps: use an email address', cells: 1, lines: [4] },
  ]);
});

test('a file takes no company from its owner', async () => {
  await world.lead('d@own4.example');
  const other = await world.rep('salesperson', 'Tia Cole', 'deal-team');
  await world.as('admin').accounts.own({ domain: 'own4.example', rep: other });
  const csv = 'email,AE\nd@own4.example,Tom Field';
  await world
    .as('marketer')
    .imports.run({ file: { csv }, source: 'crm', consentBasis: 'optIn', mapping: { accountOwner: 'AE' } });
  expect(await ownerOf('own4.example')).toBe(other);
});

test("a manager can't take a company from another team, and no one can give one to a rep who has left", async () => {
  await world.lead('f@own6.example');
  const domain = 'own6.example';
  const as = async (team: string) => world.as('manager', await world.rep('manager', `Manager of ${team}`, team)).accounts;
  const [field, inside] = [await as('deal-team'), await as('sdr-team')];
  await field.own({ domain, rep: ownerId });
  await expect(inside.own({ domain, rep: null })).rejects.toMatchObject({ code: 'FORBIDDEN', data: { code: 'otherTeam' } });
  expect(await ownerOf(domain)).toBe(ownerId);
  const gone = await world.rep('salesperson', 'Gus Gone', 'deal-team');
  await world.db.updateTable('reps').set({ active: false }).where('id', '=', gone).execute();
  await expect(field.own({ domain, rep: gone })).rejects.toMatchObject({ data: { code: 'repInactive' } });
  expect(await ownerOf(domain)).toBe(ownerId);
});

test('an owner is removed explicitly; an unknown account or rep is reported in a sentence', async () => {
  await world.lead('e@own5.example');
  const own = world.as('admin').accounts.own;
  expect(await own({ domain: 'www.own5.example', rep: ownerId })).toMatchObject({ owner: ownerId });
  expect(await own({ domain: 'own5.example', rep: null })).toMatchObject({ owner: null });
  expect(await ownerOf('own5.example')).toBeNull();
  await expect(own({ domain: 'nobody.example', rep: ownerId })).rejects.toThrow('There is no such account.');
  await expect(own({ domain: 'gmail.com', rep: ownerId })).rejects.toThrow('Expected the domain of one company');
  const none = '00000000-0000-4000-8000-000000000000';
  await expect(own({ domain: 'own5.example', rep: none })).rejects.toThrow(`There is no rep ${none}.`);
});
