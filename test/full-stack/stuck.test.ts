import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { diagnose } from '../../audit/diagnose.ts';
import { placeIn } from '../../domain/text/place-in.ts';
import { stuckFinder } from '../../audit/find-stuck.ts';
import { failingWorkflows } from '../../audit/workflows.ts';
import { LIFECYCLE, workflowIdOf } from '../../workflows/messages.ts';
import { startPlatform } from '../../worker/platform.ts';
import { bundleWorkflows } from '../../worker/temporal-worker.ts';
import { startServers, type Servers } from './support/servers.ts';
import { auditDeps } from './support/audit-deps.ts';
import { beginWorld, type RealWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 240_000 });

let servers: Servers;
beforeAll(async () => void (servers = await startServers()));
afterAll(() => servers[Symbol.asyncDispose]());

const finderOf = (world: RealWorld) => stuckFinder({ ...auditDeps(world), log: pino({ level: 'silent' }) });
const openTasks = async ({ db }: RealWorld, leadId: string) =>
  await db
    .selectFrom('tasks')
    .select(['kind', 'because', 'state', 'outcome'])
    .where('leadId', '=', leadId)
    .where('kind', '=', 'operations')
    .execute();

test('a lead whose workflow is gone is listed, with a task, until it runs again', async () => {
  await using world = await beginWorld(servers, { parts: ['api', 'worker'] });
  const ann = await world.lead({ email: 'ann@stuck.example' });
  const relay = await world.start('relay');
  await ann.gets('guide');
  await relay.stop();
  await world.client.workflow.getHandle(workflowIdOf(ann.id)).terminate('test');
  const find = finderOf(world);
  expect(await find()).toBe(1);
  expect(await find()).toBe(0);
  const { items: listed } = await world.as('admin').ops.stuck();
  expect(listed).toMatchObject([{ leadId: ann.id, cause: 'workflowGone', todo: expect.stringContaining('--repair') as string }]);
  expect(await openTasks(world, ann.id)).toMatchObject([{ state: 'open', because: 'its workflow is gone (newcomers, educate)' }]);
  expect((await world.as('admin').ops.health()).parts['stuck']).toMatchObject({ state: 'stuck' });
  await world.db.updateTable('enrolments').set({ state: 'ended' }).execute();
  expect(await find()).toBe(1);
  expect((await world.as('admin').ops.stuck()).items).toEqual([]);
  expect(await openTasks(world, ann.id)).toMatchObject([{ state: 'done', outcome: 'the leads run again' }]);
});

test('leads whose code changed while they waited have one task; story, status and health show it until the old code is back', async () => {
  await using world = await beginWorld(servers, { parts: ['api', 'relay'] });
  const { ops, leads } = world.as('admin');
  const old = await world.start('worker');
  const [ann, ben] = [await world.lead({ email: 'ann@stuck.example' }), await world.lead({ email: 'ben@stuck.example' })];
  for (const lead of [ann, ben]) await lead.gets('guide');
  await old.stop();
  const label = 'its code changed (newcomers, educate, step 1: email guide in the history, email checklist in the code)';
  {
    const { settings, taskQueue } = world;
    const bundle = await bundleWorkflows(fileURLToPath(new URL('changed/workflows.ts', import.meta.url)));
    const { temporal } = servers.stack;
    await using _changed = await startPlatform({ app: servers.app, settings, temporal, taskQueue, parts: ['worker'], bundle });
    for (const lead of [ann, ben]) await lead.does('attended');
    const find = finderOf(world);
    await world.eventually('both are found', async () => {
      await find();
      return (await ops.stuck()).items.length === 2;
    });
    await find();
    expect((await ops.stuck()).items).toMatchObject([{ cause: 'codeChanged', label }, { label }]);
    const tasks = await world.db.selectFrom('tasks').select(['because', 'state']).where('kind', '=', 'operations').execute();
    expect(tasks).toEqual([{ because: `${label}: 2 leads, see ops.stuck`, state: 'open' }]);
    expect(await leads.status({ leadId: ann.id })).toMatchObject({ running: 'unavailable', stuck: { label } });
    expect((await ops.health()).parts['stuck']).toMatchObject({ label: `2 leads are stuck: ${label}` });
  }
  await world.start('worker');
  const find = finderOf(world);
  await world.eventually('both go on', async () => {
    await find();
    return (await ops.stuck()).items.length === 0;
  });
  await find();
  const tasks = await world.db.selectFrom('tasks').select(['state', 'outcome']).where('kind', '=', 'operations').execute();
  expect(tasks).toEqual([{ state: 'done', outcome: 'the leads run again' }]);
  const story = (await leads.story({ leadId: ben.id })).map(({ text }) => text);
  expect(story).toContain(`is stuck: ${label}`);
  expect(story).toContain('is no longer stuck');
});

test('a lead whose program no worker knows is listed with the place in the code', async () => {
  await using world = await beginWorld(servers, { parts: ['api', 'worker'] });
  const { db, client, taskQueue, clock } = world;
  const { leadId } = await world
    .as('intake')
    .leads.add({ lead: { email: 'ben@stuck.example' }, source: 'test', consentBasis: 'optIn' });
  const [enrolmentId, campaignId] = [randomUUID(), randomUUID()];
  const at = new Date(world.now);
  await db
    .insertInto('campaigns')
    .values({ id: campaignId, name: 'Gone', program: 'gone', launchedBy: 'test', launchedAt: at })
    .execute();
  await db
    .insertInto('enrolments')
    .values({ id: enrolmentId, leadId, campaignId, program: 'gone', state: 'running', startAt: at })
    .execute();
  const enrolment = { leadId, enrolmentId, campaignId, program: 'gone', startAt: world.now, clock: clock.spec };
  await client.workflow.start(LIFECYCLE, {
    workflowId: workflowIdOf(leadId),
    taskQueue,
    args: [enrolment],
    memo: { enrolmentId },
  });
  const find = finderOf(world);
  await world.eventually('it is found', async () => (await find()) === 1);
  expect((await world.as('admin').ops.stuck()).items).toMatchObject([
    { leadId, cause: 'programGone', place: expect.stringMatching(/^workflows\/lead-lifecycle\.ts:\d+$/) as string },
  ]);
  await world.eventually('Temporal reports it by itself', async () => (await failingWorkflows(world)).includes(leadId));
});

/** A workflow of a lead whose worker is the test. */
async function ownWorkflow({ client, taskQueue }: RealWorld) {
  const [leadId, enrolmentId] = [randomUUID(), randomUUID()];
  const options = { workflowId: workflowIdOf(leadId), taskQueue, args: [{}], memo: { enrolmentId } };
  const handle = await client.workflow.start(LIFECYCLE, { ...options, workflowTaskTimeout: '1s' });
  const { namespace } = client.options;
  const order = { namespace, taskQueue: { name: taskQueue }, identity: 'test' };
  // Temporal refuses to wait for ever.
  const poll = () => client.withDeadline(Date.now() + 60_000, () => client.workflowService.pollWorkflowTaskQueue(order));
  return { handle, poll, diagnosed: async () => await diagnose(client, { leadId, enrolmentId }), namespace };
}

test('a lead whose history no longer fits the code is distinguished from one that kills its worker', async () => {
  await using world = await beginWorld(servers, { parts: ['api'] });
  const { workflowService } = world.client;
  const changed = await ownWorkflow(world);
  for (let tries = 0; tries < 4; tries++) {
    const { taskToken } = await changed.poll();
    const nonDeterministic = 24; // temporal.api.enums.v1.WorkflowTaskFailedCause
    const failure = { message: '[TMPRL1100] ann@stuck.example', stackTrace: 'at educate (/srv/programs/newcomers.ts:31:9)' };
    await workflowService.respondWorkflowTaskFailed({
      namespace: changed.namespace,
      taskToken,
      cause: nonDeterministic,
      failure,
    });
  }
  expect(await changed.diagnosed()).toMatchObject({ cause: 'codeChanged', place: 'programs/newcomers.ts:31' });
  await changed.handle.terminate('test');
  const dies = await ownWorkflow(world);
  await world.eventually('its worker died at it again and again', async () => {
    await dies.poll();
    return (await dies.diagnosed()) !== undefined;
  });
  expect(await dies.diagnosed()).toMatchObject({ cause: 'workerFails', place: null });
  await dies.handle.terminate('test');
});

test('a lead that repeats the same steps is found by the events of its run', async () => {
  await using world = await beginWorld(servers, { parts: ['api'] });
  const { handle, diagnosed } = await ownWorkflow(world);
  const signals = async (count: number) => {
    const all = Array.from({ length: count });
    while (all.length > 0) await Promise.all(all.splice(0, 50).map(() => handle.signal('again')));
  };
  await signals(100);
  expect(await diagnosed()).toBeUndefined();
  await signals(1_950);
  expect(await diagnosed()).toMatchObject({ cause: 'spins' });
  await handle.terminate('test');
});

test('the place in a stack trace is that of the program, and else of the code that runs it', () => {
  const trace = `Error: x\n  at Foo (/srv/app/workflows/visit.ts:40:3)\n  at webinar (/srv/app/programs/webinar.ts:31:9)`;
  expect(placeIn(trace)).toBe('programs/webinar.ts:31');
  expect(placeIn('Error: x\n at run (/srv/workflows/visit.ts:40:3)')).toBe('workflows/visit.ts:40');
  expect(placeIn('Error: ann@example.com')).toBeNull();
});
