import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import pino from 'pino';
import { savePrograms } from '../db/campaigns/programs.ts';
import { openDatabase, type Db } from '../db/database.ts';
import { isOutage, outageLabel } from '../db/outage.ts';
import { makeReady } from '../db/ready.ts';
import { loadClock } from '../db/system/clock.ts';
import { postgresTime } from '../db/system/postgres-time.ts';
import { risingIds } from '../db/system/rising-ids.ts';
import type { Clock } from '../domain/time/clock.ts';
import { saveStandards } from '../services/campaigns/save-standards.ts';
import { aliveness } from './aliveness.ts';
import { endsWithin } from './ends-within.ts';
import { grantAccess, type Access } from './grant-access.ts';
import { hostPictures } from './host-pictures.ts';
import { createMeasures } from './metrics/measures.ts';
import { serveMetrics } from './metrics/serve-metrics.ts';
import { startApi } from './parts/api.ts';
import type { Ground } from './parts/ground.ts';
import { startLeads } from './parts/leads.ts';
import { startRelay } from './parts/relay.ts';
import { runningParts } from './running-parts.ts';
import { BadSettings, clockAt } from './settings.ts';
import { standIn } from './stand-in.ts';
import { startSweeps } from './sweeps.ts';
import { temporalClient } from './temporal-client.ts';
import { waitFor } from './wait-for.ts';

/** `api`: tRPC and the public routes · `relay`: delivers the outbox to the leads · `worker`: runs the leads. */
export type Part = 'api' | 'relay' | 'worker';

export interface PlatformOptions
  extends
    Pick<Ground, 'app' | 'settings' | 'temporal' | 'taskQueue'>,
    Partial<Pick<Ground, 'mx' | 'bundle' | 'log' | 'showsMessages' | 'simulate' | 'simulateMonth'>> {
  /** Which parts run in this process; all by default. */
  readonly parts?: readonly Part[];
  /** Aborts the wait for Postgres at the start. */
  readonly signal?: AbortSignal;
  /** The machine's clock: real milliseconds since the epoch. */
  readonly machineNow?: () => number;
}

export interface Platform extends AsyncDisposable, Access, Pick<Ground, 'db' | 'clock' | 'client'> {
  /** The address of the API; undefined when it does not run in this process. */
  readonly apiUrl: string | undefined;
  /** Where this process serves its metrics; undefined unless the settings name a port. */
  readonly metricsUrl: string | undefined;
  /** Rejects when a part can't continue. */
  readonly broken: Promise<never>;
  /** Lets work in progress finish, then closes everything. */
  stop(): Promise<void>;
}

/** Real milliseconds that parts get to finish their work. A worker needs longer, because it may be sending. */
export const stopsWithin = (parts: readonly Part[]): number => (parts.includes('worker') ? 32_000 : 6_000);
/** Real milliseconds for each of the two last calls to Postgres. */
const CLOSES_WITHIN = 1_000;

/** @throws BadSettings when a channel lacks a setting */
function mustBeComplete(channels: Ground['app']['channels']): void {
  const faults = channels.flatMap(({ id, missing = [] }) =>
    missing.map((name) => `channel ${id}: ${name} is missing in trellis.config.ts`),
  );
  if (faults.length > 0) throw new BadSettings(faults.join('\n'));
}

/**
 * Builds and starts the platform on the given servers. Waits for Postgres; only workers wait for Temporal.
 * @throws the first error that a wait can't cure; closes everything that it had opened
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  mustBeComplete(options.app.channels);
  const { settings, temporal, parts = ['api', 'relay', 'worker'], machineNow = Date.now } = options;
  const log = options.log ?? pino({ level: settings.log });
  await using opened = new AsyncDisposableStack();

  const onError = (error: Error) => log.warn({ error: error.name }, 'a connection to Postgres broke');
  const db = openDatabase(settings.databaseUrl, { max: 20, onError });
  // An unresponsive Postgres would keep its connections open.
  opened.defer(async () => void (await endsWithin(CLOSES_WITHIN, db.destroy())));
  const time = postgresTime(db, machineNow);
  const life = aliveness(db, time, { id: randomUUID(), parts, host: hostname(), pid: process.pid });
  const clock = await untilReady({ ...options, parts, log, db, time, life });
  opened.defer(async () => void (await endsWithin(CLOSES_WITHIN, life.end())));
  const client = temporalClient(temporal);
  opened.defer(() => client.connection.close());

  const { metrics } = settings;
  const measures = metrics && createMeasures({ db, clock });
  const ground: Ground = { ...options, db, clock, realNow: time.now, newId: risingIds(time.now), client, log, measures };
  const running = opened.use(runningParts({ within: stopsWithin(parts), log }));
  const apiUrl = parts.includes('api') ? running.add(await startApi(ground)).url : undefined;
  if (parts.includes('worker')) running.add(await startLeads(ground));
  if (parts.includes('relay')) running.add(startRelay(ground));
  running.add(startSweeps([life.tell], log));
  const metricsUrl = measures && running.add(await serveMetrics(measures, metrics)).url;

  const owned = opened.move();
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= owned.disposeAsync());
  const { broken } = running;
  return { ...grantAccess(ground), apiUrl, metricsUrl, db, clock, client, broken, stop, [Symbol.asyncDispose]: stop };
}

interface Start extends Pick<PlatformOptions, 'app' | 'settings' | 'signal'> {
  readonly parts: readonly Part[];
  readonly log: Ground['log'];
  readonly db: Db;
  readonly time: ReturnType<typeof postgresTime>;
  readonly life: ReturnType<typeof aliveness>;
}

/** Waits for Postgres, and saves what the app defines. Until then, a stand-in answers instead of the API. */
async function untilReady({ app, settings, signal, parts, log, db, time, life }: Start): Promise<Clock> {
  const prepare = async () => {
    await makeReady(db, { mayMigrate: settings.migrates });
    await life.tell.run();
    if (parts.includes('api')) {
      await savePrograms(db, Object.values(app.programs));
      await saveStandards(db, randomUUID, app.programs);
    }
    if (parts.includes('worker')) await hostPictures(db, app);
    return await loadClock(db, { spec: clockAt(settings.speed, time.now()), now: time.now });
  };
  await using _answers = parts.includes('api') ? await standIn(settings.api) : undefined;
  return await waitFor(prepare, { log, passes: isOutage, label: outageLabel, signal });
}
