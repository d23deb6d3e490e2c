import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { withClient } from '../../dev/postgres/database.ts';
import { startStack } from '../../dev/stack.ts';
import { temporaryFolder } from './folder.ts';
import { ownServers } from './own-servers.ts';
import { guardsOf, processesOf } from './processes-of.ts';

vi.setConfig({ testTimeout: 60_000 }); // several starts and stops each, on whatever else the machine does

const script = fileURLToPath(new URL('held-stack.ts', import.meta.url));

/** A process with a stack in it. */
function hold(dir: string): { process: ChildProcess; output: () => string; up: () => Promise<{ databaseUrl: string }> } {
  const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const up = async () => {
    await vi.waitFor(() => expect(output).toContain('\nup '), { timeout: 30_000, interval: 20 });
    return JSON.parse(/^up (.*)$/m.exec(output)?.[1] ?? '') as { databaseUrl: string };
  };
  return { process: child, output: () => output, up };
}

test('when its process is killed, the servers end too, and the next start has the data', async () => {
  await using folder = await temporaryFolder();
  const held = hold(folder.path);
  const { databaseUrl } = await held.up();
  await withClient(databaseUrl, (client) => client.query('create table kept as select 42 as answer'));
  expect(processesOf(folder.path).map(({ command }) => command)).toEqual([
    expect.stringMatching(/postgres -D|temporal server/),
    expect.stringMatching(/postgres -D|temporal server/),
  ]);

  held.process.kill('SIGKILL');
  await vi.waitFor(() => expect(processesOf(folder.path)).toEqual([]), { timeout: 10_000 });

  await using stack = await startStack({ dir: folder.path, env: ownServers, temporalUi: false });
  const { rows } = await withClient(stack.databaseUrl, (client) => client.query('select answer from kept'));
  expect(rows).toEqual([{ answer: 42 }]);
});

test('servers that survive even that are stopped by the next start, which reports it', async () => {
  await using folder = await temporaryFolder();
  const held = hold(folder.path);
  await held.up();
  const servers = processesOf(folder.path);
  for (const guard of guardsOf(servers)) process.kill(guard, 'SIGKILL');
  held.process.kill('SIGKILL');
  await once(held.process, 'exit');
  expect(processesOf(folder.path)).toEqual(servers);

  const lines: string[] = [];
  await using stack = await startStack({
    dir: folder.path,
    env: ownServers,
    temporalUi: false,
    onProgress: (line) => lines.push(line),
  });
  expect(lines.filter((line) => line.includes('left behind by a run that was killed'))).toHaveLength(2);
  expect(processesOf(folder.path).map(({ pid }) => pid)).not.toEqual(expect.arrayContaining(servers.map(({ pid }) => pid)));
  await stack.stop();
  expect(processesOf(folder.path)).toEqual([]);
});

test('Ctrl-C stops a running stack, and a second stack on its folder is refused until then', async () => {
  await using folder = await temporaryFolder();
  const held = hold(folder.path);
  await held.up();
  await expect(startStack({ dir: folder.path, env: ownServers })).rejects.toThrow(
    `Trellis: ${folder.path} is in use by another Trellis (process ${held.process.pid}). Stop that process first, or use another folder.`,
  );
  held.process.kill('SIGINT');
  expect(await once(held.process, 'exit')).toEqual([0, null]);
  expect(processesOf(folder.path)).toEqual([]);
});

test('Ctrl-C while the stack starts leaves nothing behind', async () => {
  await using folder = await temporaryFolder();
  const held = hold(folder.path);
  await vi.waitFor(() => expect(processesOf(folder.path)).not.toEqual([]), { timeout: 10_000, interval: 5 });
  held.process.kill('SIGINT');
  expect(await once(held.process, 'exit')).toEqual([0, null]);
  expect(held.output()).toContain('gave up');
  expect(processesOf(folder.path)).toEqual([]);
});
