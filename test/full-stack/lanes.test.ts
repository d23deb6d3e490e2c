import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { audit } from '../../audit/audit.ts';
import { repair } from '../../audit/repair.ts';
import { app } from '../support/app.ts';
import { firstSteps, news, nurture } from '../stories/lanes/programs.ts';
import { auditDeps } from './support/audit-deps.ts';
import { startServers, type Servers } from './support/servers.ts';
import { beginWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 240_000 });

const workflowsPath = fileURLToPath(new URL('../stories/lanes/workflows.ts', import.meta.url));
const programs = { nurture, 'first-steps': firstSteps, news };

let servers: Servers;
beforeAll(async () => void (servers = await startServers({ ...app, programs, workflowsPath })));
afterAll(() => servers[Symbol.asyncDispose]());

test('on the server, a side program has its own workflow, is told about the lead, passes the audit, and ends alone', async () => {
  await using world = await beginWorld(servers, { day: '5s' });
  const ann = await world.lead({ email: 'ann@lanes.example' });
  await ann.gets('guide');
  const audience = { leadIds: [ann.id] };
  await world.as('marketer').campaigns.launch({ name: 'First steps', program: 'first-steps', audience });
  const handle = world.client.workflow.getHandle(`lead/${ann.id}/onboarding`);
  await ann.gets('first-steps');
  expect((await handle.describe()).status.name).toBe('RUNNING');
  await world.eventually('it is listed', async () => (await audit(auditDeps(world))).findings.length === 0);
  await ann.clicks('first-steps', 'review');
  await ann.gets('customer-story');
  await world.eventually('it has ended', async () => (await handle.describe()).status.name === 'COMPLETED');
  expect(await handle.result()).toEqual({ stopped: true, because: 'has everything' });
  expect((await world.client.workflow.getHandle(ann.workflowId).describe()).status.name).toBe('RUNNING');
  expect((await world.as('marketer').leads.get({ leadId: ann.id })).beside).toEqual([]);
});

test('the audit restarts a side program whose workflow is gone, and nothing is sent twice', async () => {
  await using world = await beginWorld(servers, { day: '1s' });
  const ann = await world.lead({ email: 'ann@gone.example' });
  await world.as('marketer').campaigns.launch({ name: 'News', program: 'news', audience: { leadIds: [ann.id] } });
  await ann.gets('news');
  await world.client.workflow.getHandle(`lead/${ann.id}/newsletter`).terminate('test');
  const found = await audit(auditDeps(world));
  expect(found.findings.map(({ fault }) => fault)).toEqual(['workflowGone']);
  const repaired = await repair(auditDeps(world), found, 'test');
  expect(repaired.map(({ done }) => done)).toEqual(['restarted in the track "tell"']);
  await world.eventually('it has ended', async () => {
    const { status } = await world.client.workflow.getHandle(`lead/${ann.id}/newsletter`).describe();
    return status.name === 'COMPLETED';
  });
  expect((await ann.got()).filter((content) => content === 'news')).toHaveLength(1);
});
