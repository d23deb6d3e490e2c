import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker, type NativeConnectionOptions } from '@temporalio/worker';
import { temporalEngine } from '../engine/temporal-engine.ts';
import { systemClock } from '../db/system/clock.ts';
import { openDatabase } from '../db/database.ts';
import type { ClockSpec } from '../domain/time/clock.ts';
import { createKeptMail } from '../testing/kept-mail.ts';
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

/** What the process is told that runs this file. */
export interface CachedLeadsOrder {
  readonly kind: 'trellis' | 'bare';
  readonly temporal: Pick<TemporalTarget, 'address' | 'namespace'>;
  readonly taskQueue: string;
  readonly databaseUrl: string;
}

/** Leads in the cache before the first look: what they load is not theirs; and those that are counted. */
const WARM = 50;
const MORE = 200;

/*
 * A process of its own: a worker whose workflows run in its main thread (`debugMode`), where their heap can be read. Leads
 * come, get one mail, and wait. What the heap grows by is theirs: sandbox, handlers, state, and the worker's books of them.
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

async function cached(count: number, inAll: number): Promise<void> {
  await enrol(count);
  for (const giveUp = Date.now() + 120_000; !isIdle(inAll); await sleep(100)) {
    if (Date.now() > giveUp) throw new Error(`${inAll} leads were to be in the cache: ${JSON.stringify(worker.getStatus())}`);
  }
  await sleep(1000);
  if (!isIdle(inAll)) await cached(0, inAll);
}

function isIdle(inAll: number): boolean {
  const { numCachedWorkflows, numInFlightWorkflowActivations, numInFlightActivities } = worker.getStatus();
  return numCachedWorkflows === inAll && numInFlightWorkflowActivations === 0 && numInFlightActivities === 0;
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
  return { activities: { ...shippedActivities({ db, clock, mailer: createKeptMail({ keep: false }) }) }, enrol };
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
