import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { watchedPlatform } from '../../cli/dev/watched-platform.ts';
import { freePort } from '../../dev/ports.ts';
import { startStack } from '../../dev/stack.ts';
import { root } from '../frame/import-graph.ts';
import { temporaryFolder } from '../stack/folder.ts';
import { ownServers } from '../stack/own-servers.ts';
import { until } from './support/until.ts';

vi.setConfig({ testTimeout: 900_000 });

/** Processes load an app, and a bundler its workflows: that takes long on a machine that does other things. */
const PATIENCE = 300_000;

test('a watched API knows a form and its field when they are saved, and keeps them when a later save is wrong', async () => {
  await using app = await temporaryFolder();
  await cp(join(root, 'cli/init/template'), app.path, { recursive: true });
  await mkdir(join(app.path, 'node_modules'));
  await symlink(root, join(app.path, 'node_modules/trellis'));
  await symlink(join(root, 'node_modules/@temporalio'), join(app.path, 'node_modules/@temporalio'));
  await using stack = await startStack({ dir: join(app.path, '.trellis'), fresh: true, env: ownServers, temporalUi: false });
  const port = await freePort();
  const env = {
    ...process.env,
    DATABASE_URL: stack.databaseUrl,
    TEMPORAL_ADDRESS: stack.temporal.address,
    TRELLIS_SMTP_URL: stack.smtpUrl,
    TRELLIS_SECRET: 'a secret of thirty-two characters',
    TRELLIS_API_PORT: String(port),
    TRELLIS_LOG: 'error',
    TRELLIS_APP: app.path,
  };
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  await using _watched = await watchedPlatform({ dir: app.path, taskQueue: stack.taskQueue, acceptsAll: true, env, say });
  /** Undefined while the API starts again. */
  const survey = async () => await fetch(`http://127.0.0.1:${port}/f/survey`).catch(() => undefined);
  const edit = async (name: string, from: string, to: string) => {
    const file = join(app.path, name);
    await writeFile(file, (await readFile(file, 'utf8')).replace(from, to));
  };
  expect((await survey())?.status).toBe(404);

  await edit(
    'policy.ts',
    'definePolicy({})',
    "definePolicy({ fields: { seats: { label: 'Seats', kind: 'number', personal: false } } })",
  );
  const form = "{ counts: 'submitted', basis: 'inquiry', asks: 'for a place', wording: 'Write to me.', fields: ['seats'] }";
  await edit('trellis.config.ts', '  policy,\n', `  policy,\n  forms: { survey: ${form} },\n`);
  await until('the form is there', async () => (await survey())?.status === 200, PATIENCE);
  expect(await (await survey())?.text()).toContain('Seats');

  await edit('trellis.config.ts', "'seats'", "'seat'");
  await until(
    'the fault is told',
    () => said.some((line) => line.includes('form survey: no field "seat" in the policy')),
    PATIENCE,
  );
  expect(said.at(-1)).toContain('Trellis keeps running the previous code.');
  expect(await (await survey())?.text()).toContain('Seats');
});
