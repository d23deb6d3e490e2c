import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EngineUnavailable, LeadBusy, LeadFull, LeadNotRunning, UpdateRejected, type Engine } from '../../engine/engine.ts';
import { temporalEngine } from '../../engine/temporal-engine.ts';
import { wallClock } from '../../domain/time/clock.ts';
import type { Enrolment } from '../../domain/lead/messages.ts';
import { temporalCli } from '../../dev/temporal/temporal-cli.ts';
import { startTemporal, type Temporal } from '../../dev/temporal/temporal.ts';

let dir: string;
let temporal: Temporal;
let connection: Connection;
let worker: Worker;
let running: Promise<void>;
let engine: Engine;

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} } },
  });
  dir = await mkdtemp(join(tmpdir(), 'trellis-engine-'));
  temporal = await startTemporal({ dir, uiPort: false });
  connection = await Connection.connect(temporal.connection);
  const workflowsPath = fileURLToPath(new URL('./small-lifecycle.ts', import.meta.url));
  worker = await Worker.create({
    connection: await NativeConnection.connect({ address: temporal.address }),
    workflowsPath,
    taskQueue: 'trellis',
  });
  running = worker.run();
  engine = temporalEngine(new Client({ connection, workflow: { queryRejectCondition: 'NOT_OPEN' } }));
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await connection.close();
  await temporal[Symbol.asyncDispose]();
  await rm(dir, { recursive: true, force: true });
});

const enrolment = (leadId = v7()): Enrolment => ({
  leadId,
  enrolmentId: v7(),
  campaignId: v7(),
  program: 'newcomers',
  startAt: 0,
  clock: wallClock,
});
const by = (id = v7()) => ({ id, by: 'sam', at: 0 });
const move = () => ({ ...by(), track: 'connect' });

test('an enrolment starts a lead once, also after it has gone on in new runs', async () => {
  const ann = enrolment();
  expect(await engine.enrol(ann)).toBe('started');
  expect(await engine.enrol(ann)).toBe('alreadyRunning');
  await engine.update(ann.leadId, 'moveTo', move());
  await engine.update(ann.leadId, 'moveTo', move());
  expect(await engine.enrol(ann)).toBe('alreadyRunning');
});

test('another enrolment has to wait until the first has ended', async () => {
  const first = enrolment();
  await engine.enrol(first);
  const second = enrolment(first.leadId);
  await expect(engine.enrol(second)).rejects.toThrow(LeadBusy);
  await engine.update(first.leadId, 'retry', by());
  await expect.poll(async () => await engine.enrol(second).catch((error: Error) => error.name)).toBe('started');
});

test('signals arrive, and the status tells', async () => {
  const ann = enrolment();
  await engine.enrol(ann);
  await engine.signal(ann.leadId, 'engaged', { id: 'click-1', kind: 'clicked', at: 0 });
  await expect.poll(async () => (await engine.status(ann.leadId))?.waitingFor).toBe('click-1');
});

test('an update is answered when it is applied, and a rejection comes with its reason and ids', async () => {
  const ann = enrolment();
  await engine.enrol(ann);
  const claim = { ...by(), taskId: v7() };
  expect(await engine.update(ann.leadId, 'claim', claim)).toEqual({ id: claim.id, next: 'claimed' });
  const rejected = engine.update(ann.leadId, 'claim', { ...claim, id: v7(), by: 'nobody' });
  await expect(rejected).rejects.toMatchObject(new UpdateRejected('TaskReassigned', ['kim']));
});

test('updates that meet a new run are asked again, and none is lost', async () => {
  const ann = enrolment();
  await engine.enrol(ann);
  const claims = Array.from({ length: 20 }, () => ({ ...by(), taskId: v7() }));
  const moves = (async () => {
    for (let n = 0; n < 5; n++) await engine.update(ann.leadId, 'moveTo', move());
  })();
  const answers = await Promise.all(claims.map(async (claim) => await engine.update(ann.leadId, 'claim', claim)));
  await moves;
  expect(answers.map(({ id }) => id)).toEqual(claims.map(({ id }) => id));
});

test('nothing runs for a lead that never entered, or has ended', async () => {
  const nobody = v7();
  expect(await engine.status(nobody)).toBeUndefined();
  await expect(engine.signal(nobody, 'engaged', { id: 'x', kind: 'clicked', at: 0 })).rejects.toThrow(LeadNotRunning);
  const ann = enrolment();
  await engine.enrol(ann);
  await engine.update(ann.leadId, 'retry', by());
  await expect.poll(async () => await engine.status(ann.leadId)).toBeUndefined();
  await expect(engine.update(ann.leadId, 'retry', by())).rejects.toThrow(LeadNotRunning);
});

test('without a server, everything says that the engine is unavailable, and works again when it is back', async () => {
  const impatient = temporalEngine(new Client({ connection }), { callWithin: 700, updateWithin: 700 });
  const ann = enrolment();
  await engine.enrol(ann);
  await temporal.stop();
  await expect(impatient.ping()).rejects.toThrow(EngineUnavailable);
  await expect(impatient.update(ann.leadId, 'retry', by())).rejects.toThrow(EngineUnavailable);
  await expect(impatient.enrol(enrolment())).rejects.toThrow(EngineUnavailable);
  await temporal.start();
  await expect
    .poll(async () => await impatient.enrol(ann).catch((error: Error) => error.name), { timeout: 20_000 })
    .toBe('alreadyRunning');
}, 60_000);

test('a namespace that is missing is an outage, and says nothing about a lead', async () => {
  const elsewhere = temporalEngine(new Client({ connection, namespace: 'gone' }));
  const ann = enrolment();
  await expect(elsewhere.enrol(ann)).rejects.toThrow(EngineUnavailable);
  await expect(elsewhere.signal(ann.leadId, 'factsChanged', { id: v7(), at: 0 })).rejects.toThrow(EngineUnavailable);
  await expect(elsewhere.update(ann.leadId, 'moveTo', move())).rejects.toThrow(EngineUnavailable);
  await expect(elsewhere.ping()).rejects.toThrow(EngineUnavailable);
});

test('workers that ask for work are counted', async () => {
  // A server that has just restarted has not been asked yet.
  await expect.poll(async () => await engine.workersAsking(), { timeout: 70_000 }).toBe(1);
  expect(await temporalEngine(new Client({ connection }), { taskQueue: 'nobody' }).workersAsking()).toBe(0);
}, 80_000);

test('a run that can take no more signals is told from a lead that has ended, and from an outage', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trellis-full-'));
  // The server as it is, with a limit that a test can reach.
  const cli = await temporalCli({ sources: [] });
  const limited = join(folder, 'limited-temporal');
  await writeFile(
    limited,
    `#!/bin/sh\ncase "$1" in server) exec "${cli}" "$@" --dynamic-config-value history.maximumSignalsPerExecution=3;; *) exec "${cli}" "$@";; esac\n`,
    { mode: 0o755 },
  );
  await using server = await startTemporal({
    dir: folder,
    uiPort: false,
    env: { ...process.env, TRELLIS_TEMPORAL_CLI: limited },
  });
  const link = await Connection.connect(server.connection);
  const full = temporalEngine(new Client({ connection: link }));
  const ann = enrolment();
  await full.enrol(ann);
  const tell = async () => await full.signal(ann.leadId, 'factsChanged', { id: v7(), at: 0 });
  for (let n = 0; n < 3; n++) await tell();
  await expect(tell()).rejects.toThrow(LeadFull);
  await link.close();
  await rm(folder, { recursive: true, force: true });
}, 60_000);
