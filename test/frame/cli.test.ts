import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { principalOf } from '../../db/api-keys.ts';
import { commands } from '../../cli/commands.ts';
import { root } from './import-graph.ts';
import { testDatabase } from '../support/database.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { cwd: root, env: { PATH: process.env['PATH'], ...env } };
    execFile(process.execPath, [join(root, 'cli/trellis.js'), ...args], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
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
    [['call', 'ops.parked', '{'], {}, 'badArgument: the input is not JSON'],
    [['call', 'ops.parked'], {}, 'missingSetting: TRELLIS_API_KEY is missing.'],
    [
      ['status', 'x'],
      { TRELLIS_API_KEY: 'tk_x', TRELLIS_API_URL: 'http://127.0.0.1:9' },
      'unreachable: no API answers at http://127.0.0.1:9.',
    ],
    [['health', 'api'], { TRELLIS_API_PORT: '9' }, 'unreachable: nothing answers at http://127.0.0.1:9/health.'],
  ])('says %j what is wrong in a sentence, and nothing of its inside', async (args, env, sentence) => {
    const { code, err } = await run(args, env);
    expect(code).toBe(1);
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
    expect((await run(['key', 'revoke', key.split('_')[1]!], env)).code).toBe(0);
    expect(await principalOf(database.db, key)).toBeUndefined();
    expect((await run(['key', 'revoke', 'deadbeef'], env)).err).toMatch(/^badArgument: No key "deadbeef" is in use/);
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
  });

  it('says of a migrated database that there is nothing to do', async () => {
    await using database = await testDatabase();
    expect((await run(['migrate'], { DATABASE_URL: database.url })).out).toBe('The database is up to date.\n');
  });
});
