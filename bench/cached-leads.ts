import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker, type NativeConnectionOptions } from '@temporalio/worker';
import { temporalEngine } from '../engine/temporal-engine.ts';
import { systemClock } from '../db/system/clock.ts';
import { openDatabase } from '../db/database.ts';
import type { ClockSpec } from '../domain/time/clock.ts';
import { createRecordingMailer } from '../testing/recording-mailer.ts';
import type { TemporalTarget } from '../engine/temporal-connection.ts';
import { bundleWorkflows } from '../worker/temporal-worker.ts';
import { shippedActivities } from './activities.ts';
import { atOnce } from './at-once.ts';
import { bareActivities, openBarePool } from './bare-activities.ts';
import { bundleBare } from './bundle-bare.ts';
import { settledHeap } from './heap.ts';
import { addLeads, bareLead } from './people.ts';
import { oneMail } from './story.ts';
import { TUESDAY, workflowPaths } from './virtual-world.ts';

/** The order to the process that runs this file. */
export interface CachedLeadsOrder {
  readonly kind: 'trellis' | 'bare';
  readonly temporal: Pick<TemporalTarget, 'address' | 'namespace'>;
  readonly taskQueue: string;
  readonly databaseUrl: string;
}

/** Leads that warm up the cache, so that shared modules don't count, and leads that are measured. */
const WARM = 50;
const MORE = 200;

/*
 * Runs in a separate process: a worker with its workflows in the main thread (`debugMode`), where their heap can be measured. Leads
 * enter, get one email, and wait. The growth of the heap is theirs: sandbox, handlers, state, and the worker's bookkeeping.
 */
const { kind, temporal, taskQueue, databaseUrl } = JSON.parse(process.argv[2] ?? '') as CachedLeadsOrder;
Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'off' } } });
const options = { address: temporal.address };
const client = new Client({ connection: await Connection.connect(options), namespace: temporal.namespace });
const { activities, enrol } = await (kind === 'trellis' ? trellis() : bare());
const worker = await Worker.create({
  connection: await NativeConnection.connect(options as NativeConnectionOptions),
  namespace: temporal.namespace,
  taskQueue,
  activities,
  workflowBundle: await (kind === 'trellis' ? bundleWorkflows(workflowPaths.trellis) : bundleBare()),
  maxCachedWorkflows: 2 * (WARM + MORE),
  debugMode: true,
});
const running = worker.run();
await cached(WARM, WARM);
const before = await settledHeap();
await cached(MORE, WARM + MORE);
process.send?.(((await settledHeap()) - before) / MORE);
worker.shutdown();
await running;
process.exit(0);

async function cached(count: number, total: number): Promise<void> {
  await enrol(count);
  for (const giveUp = Date.now() + 120_000; !isIdle(total); await sleep(100)) {
    if (Date.now() > giveUp) throw new Error(`expected ${total} leads in the cache: ${JSON.stringify(worker.getStatus())}`);
  }
  await sleep(1000);
  if (!isIdle(total)) await cached(0, total);
}

function isIdle(total: number): boolean {
  const { numCachedWorkflows, numInFlightWorkflowActivations, numInFlightActivities } = worker.getStatus();
  return numCachedWorkflows === total && numInFlightWorkflowActivations === 0 && numInFlightActivities === 0;
}

function trellis() {
  const db = openDatabase(databaseUrl);
  const spec: ClockSpec = { origin: TUESDAY, realOrigin: Date.now(), speed: 1 };
  const clock = systemClock(spec);
  const engine = temporalEngine(client, { taskQueue });
  const enrol = async (count: number) => {
    if (count === 0) return;
    const enrolments = await addLeads(db, { count, program: 'b2b-software', at: clock.now(), clock: spec });
    await atOnce(enrolments, 40, (enrolment) => engine.enrol(enrolment));
  };
  return { activities: { ...shippedActivities({ db, clock, mailer: createRecordingMailer({ record: false }) }) }, enrol };
}

async function bare() {
  const pool = await openBarePool(databaseUrl);
  const enrol = async (count: number) => {
    const leads = Array.from({ length: count }, bareLead);
    await atOnce(leads, 40, (lead) => client.workflow.start('mails', { workflowId: lead.id, taskQueue, args: [lead, oneMail] }));
  };
  const activities = { ...bareActivities(pool, () => Promise.resolve(), Date.now) };
  return { activities, enrol };
}
