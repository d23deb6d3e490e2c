import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { loadClock } from '../db/system/clock.ts';
import { openDatabase } from '../db/database.ts';
import { migrateToLatest } from '../db/migrate.ts';
import type { App } from '../config/app.ts';
import type { Clock, Instant } from '../domain/time/clock.ts';
import { LAUNCH } from './people/calendar.ts';
import { startPlatform, type Platform } from '../worker/platform.ts';
import { readSettings, type ProcessSettings } from '../worker/settings.ts';
import { setClock, tellRunning } from './change-clock.ts';
import { freePort } from '../dev/ports.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { CliError } from '../cli/cli-error.ts';
import { createForecaster } from '../cli/simulate/forecaster.ts';
import { createSimulator } from '../cli/simulate/simulator.ts';
import { exampleApp } from './example-app.ts';
import type { PartOrder } from './parts/part-child.ts';
import { partProcess } from './parts/part-process.ts';
import type { DemoOptions } from './options.ts';

/** Everything that the demo needs. */
export interface World extends AsyncDisposable {
  readonly app: App;
  readonly stack: Stack;
  readonly inbox: NonNullable<Stack['inbox']> & { readonly url: string };
  /** API and relay. The worker runs in a separate process, so that it can be stopped for the count. */
  readonly platform: Platform & { readonly apiUrl: string };
  readonly settings: ProcessSettings;
  readonly clock: Clock;
  /** How people call the API; by default without retries. */
  readonly ask?: typeof fetch;
  /** Starts or restarts the worker. */
  readonly startWorker: () => Promise<void>;
  /** Lets work in progress finish; then no lead moves. */
  readonly stopWorker: () => Promise<void>;
  /** Rejects when a part of the platform can't continue. */
  readonly broken: Promise<never>;
}

/** The demo's world. Its time can pass at another speed later. */
export interface DemoWorld extends World {
  /** Stops everything, and starts it again with a clock that continues at another speed. @param from gets the time until then */
  readonly goOn: (speed: number, from: (now: Instant) => Instant) => Promise<DemoWorld>;
}

interface WorldOptions extends Pick<DemoOptions, 'day' | 'dir'> {
  readonly dns: PartOrder['dns'];
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
  /** Addresses whose mailbox is gone. */
  readonly isGone: (address: string) => boolean;
}

/** Real milliseconds before the launch, about as long as the remaining setup takes. */
const BEFORE_LAUNCH = 4_000;

/** Starts servers and platform with empty data and a clock that is just before the launch. */
export async function openWorld({ day, dir, dns, signal, tell, isGone }: WorldOptions): Promise<DemoWorld> {
  await using opened = new AsyncDisposableStack();
  let programNow = (): number => LAUNCH;
  const recipient = (address: string) => (isGone(address) ? { code: 550, text: '5.1.1 no such user here' } : undefined);
  const mail = { now: () => programNow(), behaviour: { recipient } };
  const stack = opened.use(await startStack({ dir, fresh: true, mail, signal, onProgress: tell }));
  const inbox = inboxOf(stack);
  const app = await exampleApp();
  const settings = await demoSettings(stack, app, day);
  const log = pino({ level: settings.log }, pino.destination(2));
  const clock = await beginTime(settings);
  programNow = () => clock.now();
  const { temporal, taskQueue } = stack;
  const ground = {
    settings,
    temporal: { address: temporal.address, namespace: temporal.namespace, connection: temporal.connection },
    taskQueue,
  };
  const workerBroken = Promise.withResolvers<never>();
  // The rejection may come before anything awaits it.
  workerBroken.promise.catch(() => {});
  const worker = opened.use(
    partProcess({ ...ground, app: app.dir, dns, parts: ['worker'] }, (because) => workerBroken.reject(new Error(because))),
  );
  const { simulate } = opened.use(createSimulator({ app: app.dir, databaseUrl: settings.databaseUrl }));
  const { simulateMonth } = opened.use(createForecaster({ app: app.dir, databaseUrl: settings.databaseUrl, signal }));
  const startOthers = async () => await startPlatform({ ...ground, app, log, simulate, simulateMonth, parts: ['api', 'relay'] });
  const withUrl = (platform: Platform) => Object.assign(platform, { apiUrl: settings.activities.publicUrl });
  const [platform] = await Promise.all([startOthers(), worker.start()]);
  opened.use(platform);
  tell(`Trellis: API on ${platform.apiUrl}, one worker, a day in ${day}`);
  const brokenWith = (one: Platform) => Promise.race([one.broken, workerBroken.promise]);
  const all = opened.move();
  const world: DemoWorld = {
    app,
    stack,
    inbox,
    settings,
    clock,
    platform: withUrl(platform),
    startWorker: worker.start,
    stopWorker: worker.stop,
    broken: brokenWith(platform),
    async goOn(speed, from) {
      await Promise.all([worker.stop(), platform.stop()]);
      await setClock(settings, { origin: from(clock.now()), realOrigin: Date.now(), speed });
      const next = all.use(await startOthers());
      programNow = () => next.clock.now();
      await tellRunning(next);
      await worker.start();
      return { ...world, clock: next.clock, platform: withUrl(next), broken: brokenWith(next) };
    },
    [Symbol.asyncDispose]: async () => await all.disposeAsync(),
  };
  return world;
}

export function inboxOf({ inbox }: Stack): World['inbox'] {
  if (inbox?.url === undefined)
    throw new CliError(
      'badArgument',
      'TRELLIS_SMTP_URL names a mail server, but the demo’s audience reads the demo’s own mailbox. Unset it.',
    );
  return inbox as World['inbox'];
}

/** The demo's own settings: the environment of a production system must not reach the demo. */
export async function demoSettings({ databaseUrl, smtpUrl }: Stack, { sender }: App, day: string): Promise<ProcessSettings> {
  const port = await freePort();
  return readSettings(
    {
      DATABASE_URL: databaseUrl,
      TRELLIS_SMTP_URL: smtpUrl,
      TRELLIS_SECRET: randomBytes(32).toString('hex'),
      TRELLIS_PUBLIC_URL: `http://127.0.0.1:${port}`,
      TRELLIS_API_PORT: String(port),
      TRELLIS_DAY: day,
      TRELLIS_LOG: process.env['TRELLIS_LOG'] ?? 'silent',
    },
    sender,
  );
}

/** Sets the clock of the new installation. */
export async function beginTime({ databaseUrl, speed }: ProcessSettings): Promise<Clock> {
  const db = openDatabase(databaseUrl, { max: 1 });
  try {
    await migrateToLatest(db);
    return await loadClock(db, { spec: { origin: LAUNCH, realOrigin: Date.now() + BEFORE_LAUNCH, speed } });
  } finally {
    await db.destroy();
  }
}

/** Waits for the moment of the launch. */
export async function launchTime({ clock }: Pick<World, 'clock'>): Promise<void> {
  while (clock.now() < LAUNCH) await sleep(20);
}
