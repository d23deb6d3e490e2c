import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../api/server.ts';
import { root } from '../frame/import-graph.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let dir: string;
let close: () => Promise<unknown>;
let env: Record<string, string>;
/** The most that the API takes. */
const MOST = 1024 * 1024;
beforeAll(async () => {
  world = await createWorld();
  dir = await mkdtemp(join(tmpdir(), 'trellis-import-cli-'));
  const api = await createApi({ ...world.deps, settings: { ...world.deps.settings, importBytes: MOST } });
  close = () => api.close();
  const url = await api.listen({ port: 0, host: '127.0.0.1' });
  const { authorization } = await world.key('marketer');
  env = { PATH: process.env['PATH'] ?? '', TRELLIS_API_URL: url, TRELLIS_API_KEY: authorization.replace('Bearer ', '') };
});
afterAll(async () => {
  await close();
  await world[Symbol.asyncDispose]();
  await rm(dir, { recursive: true, force: true });
});

const trellis = async (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  await new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'cli/trellis.js'), ...args], { cwd: root, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

async function fileOf(text: string): Promise<string> {
  const path = join(dir, 'leads.csv');
  await writeFile(path, text);
  return path;
}

const order = ['--source', 'fair', '--basis', 'optIn'] as const;

test('the command line tells in a dry run what comes of a file, and then imports it', async () => {
  const path = await fileOf('Kontakt;Vorname;Schuhgröße\nann@cli.example;Ann;38\nbad;Bob;40\n');
  const dry = await trellis('import', path, ...order, '--mapping', 'email=Kontakt', '--dry-run');
  expect(dry).toMatchObject({ code: 0, err: '' });
  for (const line of [
    'Nothing was saved: this is what an import would do.',
    'read as utf-8 (all of it is valid UTF-8), cells between semicolons, header in line 1',
    '  email ← "Kontakt" (you named it)',
    '  not used: Schuhgröße',
    '2 rows: 1 new, 0 known, 0 held, 1 bad, 0 duplicates',
    '  line 3: "bad" is not an email address',
  ])
    expect(dry.out.split('\n')).toContain(line);
  expect(await world.db.selectFrom('imports').selectAll().execute()).toEqual([]);
  const rejects = join(dir, 'rejects.csv');
  const done = await trellis('import', path, ...order, '--mapping', 'email=Kontakt', '--rejects', rejects);
  expect(done).toMatchObject({ code: 0, out: expect.stringContaining('2 rows: 1 new') as string });
  expect((await readFile(rejects, 'utf8')).split('\r\n')[1]).toBe('3,Kontakt,"""bad"" is not an email address",row,bad,Bob,40');
  const again = await trellis('import', path, ...order, '--mapping', 'email=Kontakt', '--json');
  expect(JSON.parse(again.out)).toMatchObject({ created: 0, updated: 1, bad: 1 });
});

test.each([
  ['a little', 1],
  ['far', 30 * MOST],
])('the command line says what to do with a file that is %s too large', async (_, more) => {
  const file = async (bytes: number) => await fileOf('email\nlarge@cli.example'.padEnd(bytes, '\n'));
  expect(await trellis('import', await file(MOST + more), ...order)).toEqual({
    code: 3,
    out: '',
    err: 'apiRefused: The file is larger than 1 MB. Split it, or raise TRELLIS_IMPORT_MB of the API. (fileTooLarge)\n',
  });
  expect(await trellis('import', await file(MOST), ...order, '--dry-run')).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 new') as string,
  });
});

test.each([
  ['is missing', 'nowhere.csv', 'ENOENT'],
  ['is a folder', '.', 'EISDIR'],
])('a file that %s is refused, and not the API that it was meant for', async (_, name, why) => {
  const path = join(dir, name);
  const unread = {
    code: 1,
    out: '',
    err: expect.stringContaining(`badArgument: the file ${path} can't be read (${why}`) as string,
  };
  expect(await trellis('import', path, ...order)).toEqual(unread);
  expect(await trellis('suppressions', 'import', path)).toEqual(unread);
});

test('a file is not blamed for an API that does not answer', async () => {
  const path = await fileOf('email\na@cli.example');
  const { TRELLIS_API_URL: url } = env;
  env = { ...env, TRELLIS_API_URL: 'http://127.0.0.1:9' };
  expect(await trellis('suppressions', 'import', path)).toMatchObject({
    code: 4,
    err: expect.stringContaining('unreachable: no API answers at http://127.0.0.1:9') as string,
  });
  env = { ...env, TRELLIS_API_URL: url! };
});

test('the command line says in a sentence why a file is not imported', async () => {
  const refused = async (text: string, ...args: string[]) => (await trellis('import', await fileOf(text), ...order, ...args)).err;
  expect(await refused('email,GDPR\na@cli.example,maybe')).toMatch(
    /^apiRefused: The column "GDPR" \("maybe"\) sounds like consent/,
  );
  expect(await refused('name\nBo')).toMatch(/^apiRefused: No column of the file contains email addresses\./);
  expect(await refused('email\na@cli.example', '--mapping', 'shoe=email')).toContain(
    'there is no field "shoe"; fields: email, firstName',
  );
  expect(await refused('email\na@cli.example', '--mapping', 'email')).toContain('expected field=column');
  env = { ...env, TRELLIS_API_KEY: 'tk_wrong' };
  expect(await refused('email\na@cli.example')).toMatch(/^apiRefused: This key does not exist/);
});
