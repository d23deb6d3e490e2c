import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { principalOfKey } from '../../db/system/api-keys.ts';
import { listActs } from '../../db/system/audit.ts';
import { listApiKeys } from '../../db/system/key-list.ts';
import { commands } from '../../cli/commands.ts';
import { root } from './import-graph.ts';
import { temporaryFolder } from '../stack/folder.ts';
import { testDatabase } from '../../testing/database.ts';

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
    [['replay', '--histories', 'test/app'], {}, 'badArgument: test/app/content.gen.json is not a history: it has no events.'],
    [['simulate', 'welcom'], { TRELLIS_APP: 'test/app' }, 'badArgument: there is no program "welcom". Known: newcomers.'],
    [['staff', 'nowhere.json'], {}, "badArgument: the file nowhere.json can't be read."],
    [['call', 'ops.parked', '{"email":ann@example.com}'], {}, 'badArgument: the input is not JSON.\n'],
    [['call', 'ops.praked'], {}, 'badArgument: this procedure does not exist. Did you mean ops.parked?'],
    [['call', 'ops.parked', '{}', '--input', '-'], {}, 'badArgument: the input is given twice'],
    [['call', 'ops.parked', '--input', 'nowhere.json'], {}, "badArgument: the file nowhere.json can't be read."],
    [['call', 'ops.parked'], {}, 'missingSetting: TRELLIS_API_KEY is missing.'],
    [
      ['status', 'x'],
      { TRELLIS_API_KEY: 'tk_x', TRELLIS_API_URL: 'http://127.0.0.1:9' },
      'unreachable: no API answers at http://127.0.0.1:9.',
    ],
    ...[['key', 'list'], ['staff'], ['audit'], ['migrate']].map((args): [string[], Record<string, string>, string] => [
      args,
      { DATABASE_URL: 'postgres://trellis:hunter2@127.0.0.1:9/trellis' },
      'unreachable: Postgres at 127.0.0.1:9 rejects the connection (ECONNREFUSED). Start it, or correct DATABASE_URL.\n',
    ]),
    [['migrate'], { TRELLIS_MIGRATE_URL: 'hunter2' }, 'badArgument: TRELLIS_MIGRATE_URL: expected postgres://'],
    [
      ['audit-log', '--limit', 'many'],
      {},
      "error: option '--limit <count>' argument 'many' is invalid. expected a number of lines",
    ],
    [['health', 'api'], { TRELLIS_API_PORT: '9' }, 'unreachable: nothing answers at http://127.0.0.1:9/health.'],
  ])('answers %j with what is wrong in a sentence, without internals', async (args, env, sentence) => {
    const { code, out, err } = await run(args, env);
    expect(code).toBe(args[0] === 'replay' ? 2 : sentence.startsWith('unreachable') ? 4 : 1);
    expect(out).toBe('');
    expect(err.startsWith(sentence), err).toBe(true);
    expect(err).not.toMatch(/\n\s+at |hunter2/);
  });

  it('suggests the command that was meant', async () => {
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
    expect(await principalOfKey(database.db, key)).toMatchObject({ name: 'Ann', role: 'marketer' });
    const id = key.split('_')[1]!;
    expect((await run(['key', 'list'], env)).out).toMatch(new RegExp(`^${id}  marketer  live .* expires 20\\d\\d-.* Ann\\n$`));
    expect((await run(['key', 'revoke', id], env)).code).toBe(0);
    expect(await principalOfKey(database.db, key)).toEqual({ fault: 'revoked', id });
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

  it('goes by Postgres’ time on a machine whose clock is minutes ahead', async () => {
    await using database = await testDatabase();
    const clock = new URL('../../demo/parts/wrong-clock.ts?aheadMs=180000', import.meta.url).href;
    await run(['key', 'create', 'marketer', 'Ann'], { DATABASE_URL: database.url, NODE_OPTIONS: `--import ${clock}` });
    const [act] = await listActs(database.db, { limit: 1 });
    expect(Math.abs(act!.at - Date.now())).toBeLessThan(60_000);
  });

  it('rotates a key with an overlap, and says when a key ends', async () => {
    await using database = await testDatabase();
    const env = { DATABASE_URL: database.url };
    const old = (await run(['key', 'create', 'intake', 'site', '--expires', '30d'], env)).out.trim();
    const id = old.split('_')[1]!;
    const fresh = (await run(['key', 'rotate', id, '--overlap', '2d', '--expires', 'never'], env)).out.trim();
    for (const key of [old, fresh])
      expect(await principalOfKey(database.db, key)).toMatchObject({ name: 'site', role: 'intake' });
    const keys = await listApiKeys(database.db);
    expect(keys.find((one) => one.id === id)!.expiresAt! - Date.now()).toBeLessThanOrEqual(2 * 86_400_000);
    expect(keys.find((one) => one.id !== id)).toMatchObject({ expiresAt: null, state: 'live' });
    expect((await run(['key', 'rotate', id], env)).err).toMatch(/^UNKNOWN_KEY: expected a key that was not rotated before/);
  });

  it.each([
    [['rep', 'Jonas'], 'INVALID_REP: a key of the role rep needs the id of its rep (--rep)'],
    [
      ['rep', 'Jonas', '--rep', '42'],
      'INVALID_REP: expected the address, the name or the id of a rep, as `trellis staff` prints them, got "42"',
    ],
    [
      ['rep', 'Jonas', '--rep', '00000000-0000-7000-8000-000000000000'],
      'INVALID_REP: expected the address, the name or the id of a rep',
    ],
    [['intake', 'site', '--rep', '42'], "INVALID_REP: a key of the role intake can't belong to a rep"],
    [['intake', 'site', '--expires', '0d'], "error: option '--expires <time>' argument '0d' is invalid. expected a time"],
    [['intake', 'site', '--expires', 'soon'], "error: option '--expires <time>' argument 'soon' is invalid. expected a time"],
  ])('refuses a key without a valid owner: %j', async (args, sentence) => {
    await using database = await testDatabase();
    const { code, err, out } = await run(['key', 'create', ...args], { DATABASE_URL: database.url });
    expect([code, out]).toEqual([1, '']);
    expect(err.startsWith(sentence), err).toBe(true);
    expect(await listApiKeys(database.db)).toEqual([]);
  });

  it.each(['sam', 'sam@mail.example.com'])('makes a key for a rep who is named: %s', async (rep) => {
    await using database = await testDatabase();
    const env = { DATABASE_URL: database.url };
    await run(['staff', 'test/app/staff.json'], env);
    const key = (await run(['key', 'create', 'rep', 'Sam', '--rep', rep], env)).out.trim();
    const { id } = await database.db
      .selectFrom('reps')
      .select('id')
      .where('email', '=', 'sam@mail.example.com')
      .executeTakeFirstOrThrow();
    expect(await principalOfKey(database.db, key)).toMatchObject({ name: 'Sam', repId: id });
  });

  it('imports a staff file twice, and has everybody once', async () => {
    await using database = await testDatabase();
    const env = { DATABASE_URL: database.url };
    const first = await run(['staff', 'test/app/staff.json'], env);
    const second = await run(['staff', 'test/app/staff.json'], env);
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

  it('shows no personal data of the staff in an error, whatever Postgres says', async () => {
    await using database = await testDatabase();
    const { db, url } = database;
    await using folder = await temporaryFolder();
    const broken = join(folder.path, 'broken.json');
    await writeFile(broken, '[{ "name": "Quillfeather", "email": ann@quillfeather.example }]');
    await sql`create function leak() returns trigger language plpgsql as $$ begin
      raise exception 'not for %', new.email using detail = new.name; end $$`.execute(db);
    await sql`create trigger leak before insert on reps for each row execute function leak()`.execute(db);
    const said = [
      await run(['staff', 'test/app/staff.json'], { DATABASE_URL: url }),
      await run(['staff', broken], { DATABASE_URL: url }),
    ];
    expect(said.map(({ code, out }) => [code, out])).toEqual([[1, ''], [1, '']]); // prettier-ignore
    expect(said[0]!.err).toMatch(/^P0001: an unexpected error, at/);
    expect(said[1]!.err).toMatch(/^badArgument: .*broken\.json is not JSON/);
    for (const { err } of said) expect(err).not.toMatch(/@mail|quillfeather|rivers|stone|trellis:/i);
  });

  it('says that Temporal does not answer, without a place in the code', { timeout: 120_000 }, async () => {
    await using database = await testDatabase();
    const { code, err } = await run(['audit'], { DATABASE_URL: database.url, TEMPORAL_ADDRESS: '127.0.0.1:9' });
    expect([code, err]).toEqual([4, expect.stringMatching(/^unreachable: .*no Temporal server answers at 127\.0\.0\.1:9/)]);
  });

  it(
    'takes a staff file as a user who may not alter tables, and asks for a migration where one is missing',
    { timeout: 120_000 },
    async () => {
      await using database = await testDatabase();
      const user = `staff_${database.url.slice(-8)}`;
      const url = new URL(database.url);
      await sql
        .raw(
          `create user "${user}" password 'hunter2'; grant select, insert, update, delete on all tables in schema public to "${user}"`,
        )
        .execute(database.db);
      Object.assign(url, { username: user, password: 'hunter2' });
      const env = { DATABASE_URL: url.href, TRELLIS_MIGRATE: 'off' };
      expect(await run(['staff', 'test/app/staff.json'], env)).toMatchObject({ code: 0, err: '' });
      await sql`delete from kysely_migration where name like '0020%'`.execute(database.db);
      for (const command of [['staff'], ['key', 'list'], ['audit']]) {
        const { code, err } = await run(command, env);
        expect([code, err]).toEqual([
          1,
          'databaseNotMigrated: the database lacks 0020-pulse, and this process may not apply them. Run trellis migrate as a user who may alter tables.\n',
        ]);
      }
      await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '')`.execute(database.db);
      for (const command of [['staff'], ['key', 'list'], ['audit'], ['migrate']])
        expect((await run(command, env)).err).toMatch(
          /^databaseNewer: a newer version of Trellis has changed this database \(9999-later\)/,
        );
      await sql.raw(`drop owned by "${user}"; drop user "${user}"`).execute(database.db);
    },
  );

  it('says of a migrated database that there is nothing to do', async () => {
    await using database = await testDatabase();
    expect((await run(['migrate'], { DATABASE_URL: database.url })).out).toBe('The database is up to date.\n');
  });
});
