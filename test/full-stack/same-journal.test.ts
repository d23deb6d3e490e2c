import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { beginExampleStory, example } from '../support/example.ts';
import { isRecording, record } from '../support/recorded.ts';
import { sharedStories, sharedStoryNames, type SharedStory } from '../support/shared-stories.ts';
import { startServers, type Servers } from './support/servers.ts';
import { beginWorld, type RealWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 180_000 });

const observed = { slaMode: 'observe', dealSlaMode: 'observe' } as const;

let servers: Servers;
beforeAll(async () => void (servers = await startServers(example)));
afterAll(() => servers[Symbol.asyncDispose]());

const tell = async (person: Person) => ({ journal: await person.journal(), got: await person.got() });
type Told = Partial<Record<SharedStory, Awaited<ReturnType<typeof tell>>>>;

async function onVirtualEngine(): Promise<Told> {
  const told: Told = {};
  for (const name of sharedStoryNames) {
    await using story = await beginExampleStory(observed);
    told[name] = await tell(await sharedStories[name](story));
  }
  return told;
}

/** All of them at the same time: the clock runs for all. */
async function onServers(): Promise<Told> {
  await using world = await beginWorld(servers, { day: '2s', ...observed });
  const told: Told = {};
  await Promise.all(
    sharedStoryNames.map(async (name) => {
      const person = await sharedStories[name](world);
      told[name] = await tell(person);
      if (isRecording) await record('server', name, await historiesOf(world, person));
    }),
  );
  return told;
}

async function historiesOf({ client }: RealWorld, { workflowId }: Person) {
  const runs = [];
  for await (const run of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) runs.push(run);
  const inOrder = runs.toSorted((a, b) => a.startTime.getTime() - b.startTime.getTime());
  return await Promise.all(inOrder.map(({ runId }) => client.workflow.getHandle(workflowId, runId).fetchHistory()));
}

test('the same stories have the same journals on the virtual engine and on a Temporal server', async () => {
  const [virtual, real] = [await onVirtualEngine(), await onServers()];
  expect(Object.keys(virtual)).toEqual(sharedStoryNames);
  expect(real).toEqual(virtual);
});
