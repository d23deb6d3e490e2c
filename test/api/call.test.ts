import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { procedures } from '../../api/router.ts';
import { root } from '../frame/import-graph.ts';
import { createWorld, type World } from './world.ts';

// Each starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let world: World;
let url: string;
let dir: string;
/** What a proxy before the API would log. */
let asked: string[] = [];

beforeAll(async () => {
  world = await createWorld();
  url = await world.api.listen({ port: 0 });
  world.api.server.on('request', ({ method, url: path }) => void asked.push(`${method} ${path}`));
  dir = await mkdtemp(join(tmpdir(), 'trellis-call-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
  await world[Symbol.asyncDispose]();
});
beforeEach(() => void (asked = []));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const keyOf = async (role: 'admin' | 'intake') => (await world.key(role)).authorization.split(' ')[1]!;

async function trellis(key: string | undefined, args: readonly string[], stdin = ''): Promise<Ran> {
  const env = { PATH: process.env['PATH'], TRELLIS_API_URL: url, ...(key && { TRELLIS_API_KEY: key }) };
  return await new Promise((resolve) => {
    const options = { cwd: root, env, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(process.execPath, [join(root, 'cli/trellis.js'), 'call', ...args], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
    child.stdin?.end(stdin);
  });
}

const ann = { lead: { email: 'ann@called.example', firstName: 'Ann' }, source: 'fair', consentBasis: 'optIn' };

test('personal data are posted, from a file, from standard input or as an argument, and are in no URL', async () => {
  const key = await keyOf('intake');
  const file = join(dir, 'lead.json');
  await writeFile(file, JSON.stringify(ann));
  const answers = [
    await trellis(key, ['leads.add', '--input', file]),
    await trellis(key, ['leads.add', '--input', '-'], JSON.stringify(ann)),
    await trellis(key, ['leads.add', JSON.stringify(ann)]),
  ];
  for (const { code, out, err } of answers) {
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toHaveProperty('leadId');
  }
  expect(asked).toEqual(answers.map(() => 'POST /trpc/leads.add'));
});

test('a query is posted, too, with its input and without', async () => {
  const key = await keyOf('admin');
  const leadId = await world.lead('bea@called.example');
  const status = await trellis(key, ['leads.status', JSON.stringify({ leadId })]);
  expect(JSON.parse(status.out)).toMatchObject({ stage: 'inquiry' });
  expect(JSON.parse((await trellis(key, ['ops.parked'])).out)).toEqual({ items: [] });
  expect(asked).toEqual(['POST /trpc/leads.status', 'POST /trpc/ops.parked']);
});

test('a mutation still can’t be called with GET', async () => {
  const answer = await world.api.inject({ url: '/trpc/leads.add', headers: await world.key('intake') });
  expect(answer.statusCode).toBe(405);
});

test('an import of 5,000 rows goes through', async () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => ({
    email: `lead${n}@large.example`,
    company: 'Large',
    note: 'x'.repeat(50),
  }));
  const input = JSON.stringify({ file: { rows }, source: 'crm', consentBasis: 'none', dryRun: true });
  expect(input.length).toBeGreaterThan(500_000);
  const { code, out, err } = await trellis(await keyOf('intake'), ['imports.run', '--input', '-'], input);
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({ rows: 5_000 });
});

test('what the API refuses goes to standard error, with an exit code of its own', async () => {
  expect(await trellis(await keyOf('intake'), ['ops.parked'])).toEqual({
    code: 3,
    out: '',
    err: 'apiRefused: ops.parked: A key of the role intake may not call ops.parked. Use a key of one of: admin. (roleNotAllowed)\n',
  });
  const wrong = await trellis('tk_wrong', ['ops.parked']);
  expect(wrong).toMatchObject({ code: 3, out: '', err: expect.stringContaining('This key does not exist.') as string });
});

test('without a name, every procedure that answers once is listed, with its input and who may call it; no API is asked', async () => {
  const { code, out, err } = await trellis(undefined, []);
  expect([code, err, asked]).toEqual([0, '', []]);
  // A stream has no end to print.
  expect(out).not.toContain('live.changes');
  for (const name of Object.keys(procedures)) expect(out).toMatch(new RegExp(`^${name}  \\((reads|changes); admin`, 'm'));
  expect(out).toContain(
    'contact.close  (changes; admin, marketer, rep, manager)\n    { leadId: uuid | email, channel: string, reason: "unsubscribed" | "doNotContact"',
  );
});
