import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { workflowIdOf } from '../../workflows/messages.ts';
import { startServers, type Servers } from './support/servers.ts';
import { beginWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 180_000 });

let servers: Servers;
beforeAll(async () => void (servers = await startServers()));
afterAll(() => servers[Symbol.asyncDispose]());

test('a worker spends nothing on stack traces of promises: Temporal’s call stack of a lead that waits is empty', async () => {
  await using world = await beginWorld(servers);
  const ann = await world.lead({ email: 'ann@early.example' });
  await ann.gets('guide');
  const handle = world.client.workflow.getHandle(workflowIdOf(ann.id));
  expect(await handle.query('__stack_trace')).toBe('');
});
