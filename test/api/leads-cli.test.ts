import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { root } from '../frame/import-graph.ts';
import { createWorld, type World } from './world.ts';

// Each call starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let world: World;
let env: Record<string, string>;
beforeAll(async () => {
  world = await createWorld();
  const url = await world.api.listen({ port: 0 });
  const { authorization } = await world.key('marketer');
  env = { PATH: process.env['PATH'] ?? '', TRELLIS_API_URL: url, TRELLIS_API_KEY: authorization.replace('Bearer ', '') };
});
afterAll(async () => await world[Symbol.asyncDispose]());

const trellis = async (args: readonly string[], stdin = ''): Promise<{ code: number; out: string; err: string }> =>
  await new Promise((resolve) => {
    const child = execFile(process.execPath, [join(root, 'cli/trellis.js'), ...args], { cwd: root, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
    child.stdin?.end(stdin);
  });

const leads = async (args: readonly string[], stdin = '') => await trellis(['leads', ...args], stdin);

test('a lead is added, corrected and found in the terminal', async () => {
  const added = await leads([
    'add',
    'ann@terminal.example',
    'firstName=Ann',
    'company=Pier 7',
    '--source',
    'fair',
    '--basis',
    'optIn',
  ]);
  expect(added).toMatchObject({ code: 0, err: '' });
  expect(added.out).toMatch(
    /^Added ann@terminal\.example\. It is in no campaign: nothing happens until somebody puts it into one\. Its story says what comes next\. See: trellis story [0-9a-f-]{36}\n$/,
  );
  const corrected = await leads(['update', 'ann@terminal.example', 'title=Director', 'country=NL']);
  expect(corrected).toMatchObject({ code: 0, err: '' });
  expect(corrected.out).toContain('title: – → Director\ncountry: – → NL\n');
  const found = await leads(['find', 'ann@terminal.example', '--json']);
  expect(JSON.parse(found.out)).toMatchObject([{ name: 'Ann', company: 'Pier 7', title: 'Director', country: 'NL' }]);
});

test('a lead is added into a campaign that is named', async () => {
  const inLine = { name: 'Fair 2027', program: 'newcomers' };
  await world.as('marketer').campaigns.launch({ ...inLine, audience: { leadIds: [await world.lead()] } });
  const added = await leads(['add', 'dan@terminal.example', '--source', 'fair', '--basis', 'optIn', '--into', 'Fair 2027']);
  expect(added.out).toContain('It is in "Fair 2027".');
  const wrong = await leads(['add', 'eva@terminal.example', '--source', 'fair', '--basis', 'optIn', '--into', 'Fair']);
  expect(wrong).toMatchObject({
    code: 1,
    err: expect.stringContaining('there is no campaign "Fair". The latest ones: "Fair 2027"'),
  });
});

test('an address and a company are corrected, and the company itself', async () => {
  const leadId = await world.lead('eve@old-terminal.example');
  const moved = await leads(['update', 'eve@old-terminal.example', 'email=eve@new-terminal.example']);
  expect(moved.out).toContain(
    'email: eve@old-terminal.example → eve@new-terminal.example\ncompany: old-terminal.example → new-terminal.example\n',
  );
  expect((await world.as('marketer').leads.get({ leadId: 'eve@old-terminal.example' })).id).toBe(leadId);
  const account = ['accounts', 'update', 'new-terminal.example'];
  expect(await trellis([...account, 'name=New Terminal', 'size=120'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^name was new-terminal\.example\nsize was not known\n/) as string,
  });
  expect((await trellis([...account, 'size=many'])).err).toContain('size');
  expect((await trellis([...account, 'size='])).out).toContain('size was 120\n');
});

test('a mistake is answered with the field, and with what was probably meant', async () => {
  const wrong = await leads(['update', 'ann@terminal.example', 'titel=Director']);
  expect(wrong).toEqual({
    code: 3,
    out: '',
    err: expect.stringContaining('There is no field "titel". Did you mean "title"?') as string,
  });
});

test('leads are imported from standard input', async () => {
  const csv = 'email,first name\nbea@terminal.example,Bea\ncem@terminal.example,Cem\n';
  const { code, out } = await leads(['import', '-', '--source', 'crm', '--basis', 'optIn', '--json'], csv);
  expect([code, JSON.parse(out)]).toMatchObject([0, { created: 2, bad: 0 }]);
});

test('a list of pairs says that there are more, and how to see them', async () => {
  const names = Array.from({ length: 101 }, (_, n) => `twin${n}@twin${n}.example,Twin,+31 20 555 0199`);
  const file = { csv: ['email,company,phone', ...names].join('\n') };
  await world.as('marketer').imports.run({ file, source: 'fair', consentBasis: 'optIn' });
  for (const what of ['leads', 'accounts']) {
    const { err } = await trellis([what, 'duplicates']);
    expect(err).toMatch(/^There are more: --after [\da-f-]{36}\n$/);
    const rest = await trellis([what, 'duplicates', '--after', err.trim().split(' ').at(-1)!]);
    expect(rest).toMatchObject({ code: 0, err: '' });
  }
});
