import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Client, Connection } from '@temporalio/client';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { systemClock } from '../../db/system/clock.ts';
import type { Db } from '../../db/database.ts';
import type { ClockSpec } from '../../domain/time/clock.ts';
import { temporalEngine } from '../../engine/temporal-engine.ts';
import { runAlerts } from '../../worker/alerts.ts';
import { runDeliveries } from '../../worker/deliver-events.ts';
import { bundleWorkflows, startWorker } from '../../worker/temporal-worker.ts';
import { linksFor, log, settings, shippedActivities } from '../activities.ts';
import { app } from '../app.ts';
import { atOnce } from '../at-once.ts';
import type { RealStack } from '../ground.ts';
import { dkim, dkimKey } from '../mail.ts';
import type { Measurement, Row } from '../measurement.ts';
import { addLeads, addTeams } from '../people.ts';
import type { Arrival } from '../timed-sink-thread.ts';
import { TUESDAY, workflowPaths } from '../virtual-world.ts';

const CALLS = 40;
/** Real milliseconds between two calls, and so between two rungs. */
const APART = 250;
/** The first rung, 15 working minutes, is reached after 15 real seconds. */
const SPEED = 60;
/** Leads who keep the worker busy, and how many enter at the same time. */
const CROWD = 400;
const STARTS = 40;

export const alerting: Measurement = {
  name: 'alerting',
  about: 'from the rung of an SLA to the email to the rep: Temporal, SMTP, and a durable Postgres',
  async run(ground) {
    await using world = await start(await ground.stack());
    const idle = await world.lateness();
    ground.say(`  ${idle.length} reminders at an idle worker`);
    const [busy] = await Promise.all([world.lateness(), world.busy()]);
    return [...rowsOf('idle', idle), ...rowsOf('busy', busy)];
  },
};

/** @param late real milliseconds, in order */
const rowsOf = (when: string, late: readonly number[]): Row[] =>
  [50, 99].map((percent) => ({
    name: `alerting/${when}-p${percent}`,
    value: late[Math.min(late.length - 1, Math.floor((late.length * percent) / 100))]!,
    unit: 'ms',
  }));

/** A worker with all that alerts need, as in production. */
async function start(stack: RealStack) {
  await using opened = new AsyncDisposableStack();
  const { db, temporal, taskQueue } = stack;
  await addTeams(db);
  await db.updateTable('teams').set({ slaMode: 'enforce' }).execute();
  const arrived = new Map<string, number>();
  const sink = opened.adopt(
    new Worker(new URL('../timed-sink-thread.ts', import.meta.url)),
    async (thread) => void (await thread.terminate()),
  );
  const [url] = (await once(sink, 'message')) as [string];
  sink.on('message', ({ messageId, at }: Arrival) => arrived.set(messageId, at));
  const clock = systemClock({ origin: TUESDAY, realOrigin: Date.now(), speed: SPEED });
  const key = dkim(dkimKey());
  const mailer = opened.use(await createSmtpMailer({ url: stack.smtpUrl, dkim: key }));
  const alertMailer = opened.use(await createSmtpMailer({ url, dkim: key }));
  const activities = shippedActivities({ db, clock, mailer });
  opened.use(await startWorker({ temporal, taskQueue, activities, log, bundle: await bundleWorkflows(workflowPaths.trellis) }));
  const stop = new AbortController();
  const telling = runDeliveries({ db, sinks: {}, policy: app.policy, log, realNow: Date.now }, stop);
  const alerts = runAlerts({ db, clock, links: linksFor(clock), log, mailer: alertMailer, settings, policy: app.policy }, stop);
  opened.defer(async () => {
    stop.abort();
    await Promise.all([telling, alerts]);
  });
  const connection = opened.adopt(await Connection.connect(temporal.connection), (resource) => resource.close());
  const engine = temporalEngine(new Client({ connection, namespace: temporal.namespace }), { taskQueue });
  const enter = async (count: number, program: string) =>
    await atOnce(await addLeads(db, { count, program, at: clock.now(), clock: clock.spec }), STARTS, (one) => engine.enrol(one));
  const owned = opened.move();
  const seen = new Set<string>();
  return {
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
    /** Opens calls one after the other. @returns how late each reminder of them arrived */
    async lateness(): Promise<readonly number[]> {
      for (let n = 0; n < CALLS; n++) {
        await enter(1, 'calls');
        await sleep(APART);
      }
      const late: number[] = [];
      while (late.length < CALLS) {
        await sleep(1_000);
        for (const { messageId, due } of await reminders(db, clock.spec)) {
          const at = arrived.get(messageId);
          if (at === undefined || seen.has(messageId)) continue;
          seen.add(messageId);
          late.push(at - due);
        }
      }
      return late.toSorted((a, b) => a - b);
    },
    /** Leads go through three emails and two waits. */
    busy: () => enter(CROWD, 'three-letters'),
  };
}

/** The reminders that went out, with the real instants of their rungs. */
async function reminders(db: Db, { origin, realOrigin, speed }: ClockSpec) {
  const rows = await db
    .selectFrom('alerts')
    .innerJoin('slaEvents', (join) => join.onRef('slaEvents.taskId', '=', 'alerts.taskId').on('slaEvents.rung', '=', 'remind'))
    .select(['alerts.messageId', 'slaEvents.dueAt'])
    .where('alerts.kind', '=', 'reminder')
    .where('alerts.messageId', 'is not', null)
    .execute();
  return rows.map(({ messageId, dueAt }) => ({ messageId: messageId!, due: realOrigin + (dueAt.getTime() - origin) / speed }));
}
