import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker, type NativeConnectionOptions } from '@temporalio/worker';
import { createSmtpMailer } from '../activities/touch/smtp-mailer.ts';
import { temporalEngine } from '../engine/temporal-engine.ts';
import { systemClock } from '../db/system/clock.ts';
import type { Clock } from '../domain/time/clock.ts';
import { bundleWorkflows, startWorker } from '../worker/temporal-worker.ts';
import { workflowIdOf } from '../workflows/messages.ts';
import { log, shippedActivities, withFacts } from './activities.ts';
import { atOnce } from './at-once.ts';
import { bareActivities, openBarePool, type BareLead } from './bare-activities.ts';
import type { RealStack } from './ground.ts';
import { bareTransport, dkim, mailsOf } from './mail.ts';
import { addLeads, bareLead } from './people.ts';
import { bundleBare } from './bundle-bare.ts';
import { stopwatch, type Took } from './stopwatch.ts';
import { workflowPaths } from './virtual-world.ts';

/** One side of the contest: a running worker and its way to start leads. */
export interface Side extends AsyncDisposable {
  /** Runs so many leads to their end. @returns the time, and the length of one history */
  live(count: number): Promise<{ readonly took: Took; readonly events: number }>;
}

/** The number of parallel starts with the highest rate. */
const STARTS = 40;
const TUESDAY_AT_NINE = Date.parse('2026-03-10T08:00:00Z'); // in Berlin
/** Real milliseconds after which the run fails. */
const GIVE_UP = 90_000;

/** The shipped lifecycle, activities, mailer and worker. */
export async function trellisSide(stack: RealStack, speed: number, privateKey: string): Promise<Side> {
  await using opened = new AsyncDisposableStack();
  const { db, temporal, taskQueue } = stack;
  const mailer = opened.use(await createSmtpMailer({ url: stack.smtpUrl, dkim: dkim(privateKey) }));
  const clock = restartableClock(speed);
  const activities = shippedActivities({ db, clock, mailer });
  opened.use(await startWorker({ temporal, taskQueue, activities, log, bundle: await bundleWorkflows(workflowPaths.trellis) }));
  const client = await connect(opened, stack);
  const engine = temporalEngine(client, { taskQueue });
  const live = async (count: number) => {
    clock.restart();
    const enrolments = await addLeads(db, { count, program: 'three-letters', at: clock.now(), clock: clock.spec });
    return timed(client, async () =>
      (await withFacts(db, clock, enrolments)).map((start) => async () => {
        await engine.enrol(start);
        return workflowIdOf(start.leadId);
      }),
    );
  };
  return owned(opened, live);
}

/** A clock that restarts on a Tuesday at nine for each crowd, so that the send window stays open for the whole run. */
function restartableClock(speed: number): Clock & { restart(): void } {
  const begin = (): Clock => systemClock({ origin: TUESDAY_AT_NINE, realOrigin: Date.now(), speed });
  let clock = begin();
  return {
    get spec() {
      return clock.spec;
    },
    now: () => clock.now(),
    restart() {
      clock = begin();
    },
  };
}

/** The bare workflow with its own worker, tuned in the same way. */
export async function bareSide(stack: RealStack, waitMs: number, privateKey: string): Promise<Side> {
  await using opened = new AsyncDisposableStack();
  const { temporal } = stack;
  const taskQueue = `${stack.taskQueue}_bare`;
  const transport = opened.adopt(bareTransport(stack.smtpUrl, privateKey), (resource) => resource.close());
  const pool = opened.adopt(await openBarePool(stack.databaseUrl), (resource) => resource.end());
  const written = bareActivities(pool, bareSend(transport), Date.now);
  const connection = opened.adopt(await NativeConnection.connect(temporal.connection as NativeConnectionOptions), (resource) =>
    resource.close(),
  );
  const sizes = { maxCachedWorkflows: 1500, maxConcurrentWorkflowTaskExecutions: 400, maxConcurrentActivityTaskExecutions: 400 };
  const workflowBundle = await bundleBare();
  const worker = await Worker.create({ connection, namespace: temporal.namespace, taskQueue, workflowBundle, activities: { ...written }, ...sizes }); // prettier-ignore
  const stopped = worker.run();
  opened.defer(async () => {
    worker.shutdown();
    await stopped;
  });
  const client = await connect(opened, stack);
  const steps = [
    { content: 'tried-to-reach-you', wait: waitMs },
    { content: 'carrier-view', wait: waitMs },
    { content: 'introduction' },
  ];
  const live = (count: number) => {
    const start = Array.from({ length: count }, bareLead).map((lead) => async () => {
      await client.workflow.start('mails', { workflowId: lead.id, taskQueue, args: [lead, steps] });
      return lead.id;
    });
    return timed(client, () => Promise.resolve(start));
  };
  return owned(opened, live);
}

function bareSend(transport: ReturnType<typeof bareTransport>) {
  const contents = new Map(['tried-to-reach-you', 'carrier-view', 'introduction'].map((content) => [content, mailsOf(content)]));
  let sent = 0;
  return ({ email, firstName }: BareLead, content: string) => {
    const mail = contents.get(content)!({ name: firstName, address: email }, String(++sent));
    const { from, to, subject, html, text, messageId, headers } = mail;
    return transport.sendMail({ from, to, subject, html, text, messageId, headers: { ...headers } });
  };
}

async function timed(client: Client, starts: () => Promise<readonly (() => Promise<string>)[]>) {
  const taking = stopwatch();
  const ids: string[] = [];
  await atOnce(await starts(), STARTS, async (start) => void ids.push(await start()));
  await client.withDeadline(Date.now() + GIVE_UP, () => Promise.all(ids.map((id) => client.workflow.getHandle(id).result())));
  const took = taking();
  const { historyLength } = await client.workflow.getHandle(ids[0]!).describe();
  return { took, events: historyLength };
}

async function connect(opened: AsyncDisposableStack, { temporal }: RealStack): Promise<Client> {
  const connection = opened.adopt(await Connection.connect(temporal.connection), (resource) => resource.close());
  return new Client({ connection, namespace: temporal.namespace });
}

function owned(opened: AsyncDisposableStack, live: Side['live']): Side {
  const all = opened.move();
  return { live, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
