import { Client, Connection } from '@temporalio/client';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../dev/ports.ts';
import { startTemporal, type Temporal } from '../../dev/temporal/temporal.ts';
import { temporaryFolder } from './folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let temporal: Temporal;
let connection: Connection;

beforeAll(async () => {
  folder = await temporaryFolder();
  temporal = await startTemporal({ dir: folder.path });
  connection = await Connection.connect(temporal.connection);
});

afterAll(async () => {
  await connection.close();
  await temporal[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function start(client: Client, workflowId: string): Promise<void> {
  await client.workflow.start('leadLifecycle', {
    workflowId,
    taskQueue: 'nobody-polls',
    searchAttributes: { TrellisProgram: ['newcomers'], TrellisTrack: [workflowId] },
  });
}

test('leads can be counted by our search attributes, which are all registered', async () => {
  const client = new Client({ connection });
  await start(client, 'educate');
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: temporal.namespace });
  expect(Object.keys(customAttributes)).toEqual(
    expect.arrayContaining(['TrellisProgram', 'TrellisTrack', 'TrellisStage', 'TrellisCampaign', 'TrellisOwner']),
  );
  await expect.poll(async () => (await client.workflow.count(`TrellisTrack = 'educate'`)).count).toBe(1);
});

test('a restart loses nothing, nor does a SIGKILL', async () => {
  const client = new Client({ connection });
  await start(client, 'connect');
  await temporal.restart();
  expect((await client.workflow.getHandle('connect').describe()).status.name).toBe('RUNNING');

  await client.workflow.getHandle('connect').signal('engaged', { id: 'before the kill' });
  temporal.server?.signal('SIGKILL');
  await temporal.server?.exited;
  await temporal.start();
  const { events } = await client.workflow.getHandle('connect').fetchHistory();
  expect(events?.map((event) => event.workflowExecutionSignaledEventAttributes?.signalName).filter(Boolean)).toEqual(['engaged']);
});

test('the web UI answers at the printed address', async () => {
  const response = await fetch(temporal.uiUrl ?? '');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<div id="svelte">');
});

test('a taken port of the web UI is reported in a sentence', async () => {
  await using other = await temporaryFolder();
  const uiPort = await freePort();
  const squatter = createServer().listen(uiPort, '127.0.0.1');
  await once(squatter, 'listening');
  await expect(startTemporal({ dir: other.path, uiPort })).rejects.toThrow(
    `Temporal: port ${uiPort} (the web UI) is taken by another program. Stop that program, or choose another port (0 takes a free one).`,
  );
  squatter.close();
});

test('a state that can’t be opened is reported with the end of the log', async () => {
  await using other = await temporaryFolder();
  await expect(startTemporal({ dir: other.path, stateName: 'no/such/folder' })).rejects.toThrow(
    /Temporal: it ended at once:[\s\S]+See its log, .*temporal\.log\. For a fresh start, move its state, in temporal\/ beside the log, away/,
  );
});
