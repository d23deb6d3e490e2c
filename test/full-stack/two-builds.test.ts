import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bundleForReplay } from '../../cli/replay/bundle-for-replay.ts';
import { replay } from '../../cli/replay/replay.ts';
import { leadsByBuild, makeCurrent } from '../../engine/worker-builds.ts';
import { quietReplays } from '../../testing/replay.ts';
import { bundleWorkflows } from '../../worker/temporal-worker.ts';
import { LIFECYCLE, workflowIdOf } from '../../workflows/messages.ts';
import { root } from '../frame/import-graph.ts';
import { startServers, type Servers } from './support/servers.ts';
import { startWorkerProcess, type WorkerProcess } from './support/worker-order.ts';
import { beginWorld, type RealWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const folder = join(root, '.trellis', 'two-builds');

let servers: Servers;
beforeAll(async () => {
  quietReplays();
  servers = await startServers();
});
afterAll(async () => {
  await servers[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** The workflows of another version of the program, which fits nobody who waits in its first track. */
async function nextVersion(): Promise<string> {
  const { dir } = servers.app;
  const source = await readFile(join(dir, 'programs/newcomers.ts'), 'utf8');
  const edited = source
    .replace("lead.email('guide')", "lead.email('checklist')")
    .replace("lead.fresh('customer-story')", "lead.fresh('news')");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'newcomers.ts'), edited);
  const workflows = await readFile(join(dir, 'workflows.ts'), 'utf8');
  const path = join(folder, 'workflows.ts');
  await writeFile(
    path,
    workflows
      .replace("import { programs } from './programs/index.ts';", "import { newcomers } from './newcomers.ts';")
      .replace('{ programs, policy }', '{ programs: [newcomers], policy }')
      .replace("'./policy.ts'", `'${join(dir, 'policy.ts')}'`),
  );
  return path;
}

/** Starts a worker with a build of the workflows. */
async function workerOf(world: RealWorld, buildId: string, bundleFile: string): Promise<WorkerProcess> {
  const { settings, taskQueue } = world;
  const order = { settings: { ...settings, buildId }, temporal: servers.stack.temporal, taskQueue, bundleFile };
  return await startWorkerProcess(order, join(servers.dir, `${taskQueue}.${buildId}.log`));
}

/** The builds that have performed tasks of a run of a lead, by default the present one, and how often a task has failed. */
async function tasksOf({ client }: RealWorld, leadId: string, runId?: string) {
  const { events = [] } = await client.workflow.getHandle(workflowIdOf(leadId), runId).fetchHistory();
  const builds = (events ?? []).flatMap(({ workflowTaskCompletedEventAttributes: task }) =>
    task ? [task.deploymentVersion?.buildId] : [],
  );
  const failed = (events ?? []).filter(({ workflowTaskFailedEventAttributes: task }) => task).length;
  return { builds: [...new Set(builds)], failed };
}

test('leads finish their track on the old build, and enter the next one on the new build', async () => {
  await using world = await beginWorld(servers, { parts: ['api', 'relay'], day: '4s' });
  await using _old = await workerOf(world, 'old', servers.bundleFile);
  await world.eventually('the old build is current', () =>
    makeCurrent(world, 'old').then(
      () => true,
      () => false,
    ),
  );
  const ann = await world.lead({ email: 'ann@builds.example' });
  await ann.gets('guide');

  const workflows = await nextVersion();
  const query = `WorkflowType = '${LIFECYCLE}' AND ExecutionStatus = 'Running' AND TaskQueue = '${world.taskQueue}'`;
  const histories = world.client.workflow.list({ query }).intoHistories();
  const { broken } = await replay(await bundleForReplay(workflows), histories, () => {});
  expect(broken).toMatchObject([
    { program: 'newcomers', track: 'educate', step: 1, history: 'email guide', code: 'email checklist' },
  ]);

  const bundleFile = join(servers.dir, 'next.cjs');
  await writeFile(bundleFile, (await bundleWorkflows(workflows)).code);
  await using _next = await workerOf(world, 'new', bundleFile);
  await world.eventually('the new build is current', () =>
    makeCurrent(world, 'new').then(
      () => true,
      () => false,
    ),
  );
  const ben = await world.lead({ email: 'ben@builds.example' });
  await ben.gets('checklist');
  expect(await tasksOf(world, ben.id)).toEqual({ builds: ['new'], failed: 0 });

  const { runId } = await world.client.workflow.getHandle(workflowIdOf(ann.id)).describe();
  await ann.clicks('guide', 'guide');
  await ann.gets('news');
  expect(await tasksOf(world, ann.id, runId)).toEqual({ builds: ['old'], failed: 0 });
  expect(await ann.got()).toEqual(['guide', 'news']);
  await world.eventually('the next track has begun', async () => (await tasksOf(world, ann.id)).builds.length > 0);
  expect(await tasksOf(world, ann.id)).toEqual({ builds: ['new'], failed: 0 });
  await world.eventually('the new build names her among its leads', async () => {
    const { items } = await world.as('admin').ops.leadsOnBuild({ buildId: 'new' });
    return items.some(({ leadId }) => leadId === ann.id);
  });
  await world.eventually('nobody is on the old build', async () =>
    (await leadsByBuild(world)).every(({ buildId, leads }) => buildId !== 'old' || leads === 0),
  );
});
