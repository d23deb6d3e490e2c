import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../api/world.ts';

let world: World;
let intake: { authorization: string };
beforeAll(async () => {
  world = await createWorld();
  intake = await world.key('intake');
});
afterAll(async () => await world[Symbol.asyncDispose]());

async function upload(payload: string) {
  const headers = { ...intake, 'content-type': 'text/csv' };
  const answer = await world.api.inject({ method: 'POST', url: '/imports?source=x&consentBasis=none', headers, payload });
  return { status: answer.statusCode, ...(answer.json() as object) };
}
async function rows(of: readonly Record<string, string>[]) {
  const payload = { file: { rows: of }, source: 's', consentBasis: 'none' };
  const answer = await world.api.inject({ method: 'POST', url: '/trpc/imports.run', headers: intake, payload });
  return [answer.statusCode, answer.body];
}
const header = (columns: number) => ['email', ...Array.from({ length: columns - 1 }, (_, n) => `c${n}`)].join();

test('a file has at most 200 columns', async () => {
  expect(await upload(`${header(200)}\na@columns.example`)).toMatchObject({ status: 200, created: 1 });
  expect(await upload(`${header(201)}\na@columns.example`)).toMatchObject({ status: 400, code: 'tooManyColumns' });
});

test('a header of a hundred thousand columns with one name is refused at once', async () => {
  const before = performance.now();
  expect(await upload('email;'.repeat(40_000))).toMatchObject({ status: 400, code: 'tooManyColumns' });
  expect(await upload('a;'.repeat(100_000))).toMatchObject({ status: 400, code: 'tooManyColumns' });
  expect(performance.now() - before).toBeLessThan(5_000);
});

test('rows that each have a column of their own are refused at once', async () => {
  const many = Array.from({ length: 20_000 }, (_, n) => ({ [`k${n}`]: 'x' }));
  const before = performance.now();
  expect(await rows([{ email: 'a@b.example' }, ...many])).toEqual([
    400,
    expect.stringContaining('At most 200 are read') as string,
  ]);
  expect(performance.now() - before).toBeLessThan(5_000);
});

test('a file of broken rows is refused, and nothing of it is saved', async () => {
  const broken = `email,name\n${'"a\n'.repeat(40_000)}`;
  expect(await upload(broken)).toMatchObject({ status: 400, code: 'tooManyBrokenRows' });
  expect(await upload(`email,name\n${'"a\n'.repeat(100)}ann@broken.example,Ann`)).toMatchObject({ status: 200, created: 1 });
});

test('rows that merely are not leads do not stop a file', async () => {
  expect(await upload(`email,name\n${'none,Ann\n'.repeat(3_000)}bob@broken.example,Bob`)).toMatchObject({ status: 200, created: 1, bad: 3_000 }); // prettier-ignore
});
