import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { principalOf } from '../../db/api-keys.ts';
import { listActs } from '../../db/audit.ts';
import { listApiKeys } from '../../db/key-list.ts';
import { commands } from '../../cli/commands.ts';
import { root } from './import-graph.ts';
import { testDatabase } from '../support/database.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}, stdin = ''): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { cwd: root, env: { PATH: process.env['PATH'], ...env } };
    const child = execFile(process.execPath, [join(root, 'cli/trellis.js'), ...args], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
    child.stdin?.end(stdin);
  });

describe('the trellis command', () => {
  it('lists all that it can do', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    for (const [name, { summary }] of Object.entries(commands)) {
      expect(out).toMatch(new RegExp(`^  ${name} +${summary.split(' ')[0]}`, 'm'));
    }
  });

  it.each(Object.entries(commands))('explains %s in more words than the list does', async (name, { summary, load }) => {
    const command = await load();
    expect(command.name()).toBe(name);
    expect(command.description().length).toBeGreaterThan(summary.length);
  });

  it.each([
    [['worker'], {}, 'badSettings: DATABASE_URL: is missing\nTRELLIS_SMTP_URL: is missing\nTRELLIS_SECRET: is missing\n'],
    [['migrate'], {}, 'missingSetting: DATABASE_URL is missing. Example: DATABASE_URL=postgres://'],
    [['replay', '--live'], {}, 'missingSetting: TEMPORAL_ADDRESS is missing.'],
    [['replay', '--histories', 'docs'], {}, 'badArgument: docs/staff.json is no history: it has no events.'],
    [['staff', 'nowhere.json'], {}, "badArgument: the file nowhere.json can't be read."],
    [['call', 'ops.parked', '{"email":ann@example.com}'], {}, 'badArgument: the input is not JSON.\n'],
    [['call', 'ops.praked'], {}, 'badArgument: there is no such procedure. Did you mean ops.parked?'],
    [['call', 'ops.parked', '{}', '--input', '-'], {}, 'badArgument: the input is given twice'],
    [['call', 'ops.parked', '--input', 'nowhere.json'], {}, "badArgument: the file nowhere.json can't be read."],
    [['call', 'ops.parked'], {}, 'missingSetting: TRELLIS_API_KEY is missing.'],
    [
      ['status', 'x'],
      { TRELLIS_API_KEY: 'tk_x', TRELLIS_API_URL: 'http://127.0.0.1:9' },
      'unreachable: no API answers at http://127.0.0.1:9.',
    ],
    [['health', 'api'], { TRELLIS_API_PORT: '9' }, 'unreachable: nothing answers at http://127.0.0.1:9/health.'],
  ])('says %j what is wrong in a sentence, and nothing of its inside', async (args, env, sentence) => {
    const { code, out, err } = await run(args, env);
    expect(code).toBe(sentence.startsWith('unreachable') ? 4 : 1);
    expect(out).toBe('');
    expect(err.startsWith(sentence), err).toBe(true);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('knows which command was meant', async () => {
    const { code, err } = await run(['wroker']);
    expect(code).toBe(1);
    expect(err).toContain('Did you mean worker?');
  });
});

describe('on a database', () => {
  it('makes keys that open the API, until they are revoked', async () => {
    await using database = await testDatabase();
    const env = { DATABASE_URL: database.url };
    const { out } = await run(['key', 'create', 'marketer', 'Ann'], env);
    const key = out.trim();
    expect(await principalOf(database.db, key)).toMatchObject({ name: 'Ann', role: 'marketer' });
    const id = key.split('_')[1]!;
    expect((await run(['key', 'list'], env)).out).toMatch(new RegExp(`^${id}  marketer  live .* expires 20\\d\\d-.* Ann\\n$`));
    expect((await run(['key', 'revoke', id], env)).code).toBe(0);
    expect(await principalOf(database.db, key)).toEqual({ fault: 'revoked', id });
    expect((await run(['key', 'list'], env)).out).toContain('revoked');
    expect((await run(['key', 'revoke', 'deadbeef'], env)).err).toMatch(/^badArgument: No key "deadbeef" is in use/);
    const acts = await listActs(database.db, { limit: 10 });
    expect(acts.map(({ action, outcome, subjects }) => [action, outcome, subjects])).toEqual([
      ['keys.revoke', 'refused', ['deadbeef']],
      ['keys.revoke', 'done', [id]],
      ['keys.create', 'done', [id]],
    ]);
    expect(acts[0]).toMatchObject({ keyId: null, principal: expect.stringMatching(/^cli\/./) as string });
  });

  it('rotates a key with an overlap, and says when a key ends', async () => {
    await using database = await testDatabase();
    const env = { DATABASE_URL: database.url };
    const old = (await run(['key', 'create', 'intake', 'site', '--expires', '30d'], env)).out.trim();
    const id = old.split('_')[1]!;
    const fresh = (await run(['key', 'rotate', id, '--overlap', '2d', '--expires', 'never'], env)).out.trim();
    for (const key of [old, fresh]) expect(await principalOf(database.db, key)).toMatchObject({ name: 'site', role: 'intake' });
    const keys = await listApiKeys(database.db);
    expect(keys.find((one) => one.id === id)!.expiresAt! - Date.now()).toBeLessThanOrEqual(2 * 86_400_000);
    expect(keys.find((one) => one.id !== id)).toMatchObject({ expiresAt: null, state: 'live' });
    expect((await run(['key', 'rotate', id], env)).err).toMatch(/^UNKNOWN_KEY: expected a key that was not rotated before/);
  });

  it.each([
    [['rep', 'Jonas'], 'INVALID_REP: a key of the role rep needs the id of its rep (--rep)'],
    [['rep', 'Jonas', '--rep', '42'], 'INVALID_REP: expected the id of a rep, as `trellis staff` prints it, got "42"'],
    [['rep', 'Jonas', '--rep', '00000000-0000-7000-8000-000000000000'], 'INVALID_REP: expected the id of a rep'],
    [['intake', 'site', '--rep', '42'], 'INVALID_REP: a key of the role intake belongs to no rep'],
    [['intake', 'site', '--expires', 'soon'], "error: option '--expires <time>' argument 'soon' is invalid. expected a time"],
  ])('makes no key for nobody: %j', async (args, sentence) => {
    await using database = await testDatabase();
    const { code, err, out } = await run(['key', 'create', ...args], { DATABASE_URL: database.url });
    expect([code, out]).toEqual([1, '']);
    expect(err.startsWith(sentence), err).toBe(true);
    expect(await listApiKeys(database.db)).toEqual([]);
  });

  it('takes the example of a staff file twice, and has everybody once', async () => {
    await using database = await testDatabase();
    const env = { DATABASE_URL: database.url };
    const first = await run(['staff', 'docs/staff.json'], env);
    const second = await run(['staff', 'docs/staff.json'], env);
    expect(second.out).toBe(first.out);
    const reps = await database.db.selectFrom('reps').select(['id', 'name']).execute();
    expect(first.out.trim().split('\n').length).toBe(reps.length);
    for (const { id, name } of reps) expect(first.out).toMatch(new RegExp(`^${id} .* ${name}$`, 'm'));
    const acts = await listActs(database.db, { action: 'staff', limit: 10 });
    expect(acts.map(({ outcome, subjects }) => [outcome, subjects.toSorted()])).toEqual(
      [1, 2].map(() => ['done', reps.map(({ id }) => id).toSorted()]),
    );
    for (const { name } of reps) expect(JSON.stringify(acts)).not.toContain(name);
  });

  it('says of a migrated database that there is nothing to do', async () => {
    await using database = await testDatabase();
    expect((await run(['migrate'], { DATABASE_URL: database.url })).out).toBe('The database is up to date.\n');
  });
});
