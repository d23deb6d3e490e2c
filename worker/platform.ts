import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { firstLink, signInLink } from '../api/people/sign-in.ts';
import { createApiKey } from '../db/system/api-keys.ts';
import { loadClock } from '../db/system/clock.ts';
import type { ApiRole } from '../db/columns.ts';
import { invitePerson, personByAddress, type Invitation } from '../db/people/people.ts';
import { openDatabase } from '../db/database.ts';
import { isOutage, outageLabel } from '../db/outage.ts';
import { postgresTime } from '../db/system/postgres-time.ts';
import { savePrograms } from '../db/campaigns/programs.ts';
import { makeReady } from '../db/ready.ts';
import { risingIds } from '../db/system/rising-ids.ts';
import { saveStandards } from '../services/campaigns/save-standards.ts';
import { aliveness } from './aliveness.ts';
import { auditedAct } from './audited-act.ts';
import { endsWithin } from './ends-within.ts';
import { hostPictures } from './host-pictures.ts';
import type { RunningPart } from './keep-working.ts';
import { createMeasures } from './metrics/measures.ts';
import { serveMetrics } from './metrics/serve-metrics.ts';
import { startApi, startLeads, startRelay, startSweeps, type Ground } from './parts.ts';
import { BadSettings, clockAt } from './settings.ts';
import { standIn } from './stand-in.ts';
import { waitFor } from './wait-for.ts';

/** `api`: tRPC and the public routes · `relay`: delivers the outbox to the leads · `worker`: runs the leads. */
export type Part = 'api' | 'relay' | 'worker';

export interface PlatformOptions
  extends
    Pick<Ground, 'app' | 'settings' | 'temporal' | 'taskQueue'>,
    Partial<Pick<Ground, 'mx' | 'bundle' | 'log' | 'showsMessages' | 'simulate'>> {
  /** Which parts run in this process; all by default. */
  readonly parts?: readonly Part[];
  /** Aborts the wait for Postgres at the start. */
  readonly signal?: AbortSignal;
  /** The machine's clock: real milliseconds since the epoch. */
  readonly machineNow?: () => number;
}

export interface Platform extends AsyncDisposable, Pick<Ground, 'db' | 'clock' | 'client'> {
  /** The address of the API; undefined when it does not run in this process. */
  readonly apiUrl: string | undefined;
  /** Where this process serves its metrics; undefined unless the settings name a port. */
  readonly metricsUrl: string | undefined;
  /** Rejects when a part can't continue. */
  readonly broken: Promise<never>;
  /** Creates an API key; the only time that it is shown. */
  createKey(role: ApiRole, principal: string, repId?: string): Promise<string>;
  /** A link to the console that signs a person in, once and within a day; invites them if they are unknown. */
  signInLink(person: Invitation): Promise<string>;
  /** A link that makes whoever opens it the first administrator; undefined if there is one, or if it was asked for within a day. */
  firstLink(): Promise<string | undefined>;
  /** Lets work in progress finish, then closes everything. */
  stop(): Promise<void>;
}

/** Real milliseconds that parts get to finish their work. A worker needs longer, because it may be sending. */
export const stopsWithin = (parts: readonly Part[]): number => (parts.includes('worker') ? 32_000 : 6_000);
/** Real milliseconds for each of the two last calls to Postgres. */
const CLOSES_WITHIN = 1_000;

/** Stops all parts at the same time. @throws the first error, once all have ended */
async function allStopped(running: readonly RunningPart[]): Promise<void> {
  const ends = await Promise.allSettled(running.map(async (part) => await part.stop()));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Without this limit, gRPC would wait up to two minutes between attempts to reconnect after a long outage of Temporal. */
const channelArgs = { 'grpc.max_reconnect_backoff_ms': 5_000 };

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
  await using opened = new AsyncDisposableStack();
  const {
    app,
    settings,
    temporal,
    parts = ['api', 'relay', 'worker'],
    log = pino({ level: settings.log }),
    machineNow = Date.now,
  } = options;

  const onError = (error: Error) => log.warn({ error: error.name }, 'a connection to Postgres broke');
  const db = openDatabase(settings.databaseUrl, { max: 20, onError });
  // An unresponsive Postgres would keep its connections open.
  opened.defer(async () => void (await endsWithin(CLOSES_WITHIN, db.destroy())));
  const time = postgresTime(db, machineNow);
  const life = aliveness(db, time, { id: randomUUID(), parts, host: hostname(), pid: process.pid });
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
  const untilReady = async () => {
    await using _answers = parts.includes('api') ? await standIn(settings.api) : undefined;
    return await waitFor(prepare, { log, passes: isOutage, label: outageLabel, signal: options.signal });
  };
  const clock = await untilReady();
  opened.defer(async () => void (await endsWithin(CLOSES_WITHIN, life.end())));
  // Connects on first use, so that the public routes work while Temporal is down.
  const connection = Connection.lazy({ ...temporal.connection, connectTimeout: '10 s', channelArgs });
  opened.defer(() => connection.close());
  // A query to an ended lead must fail, not get an answer from its last run.
  const client = new Client({ connection, namespace: temporal.namespace, workflow: { queryRejectCondition: 'NOT_OPEN' } });

  const { metrics } = settings;
  const measures = metrics && createMeasures({ db, clock });
  const ground: Ground = { ...options, db, clock, realNow: time.now, newId: risingIds(time.now), client, log, measures };
  const broken = Promise.withResolvers<never>();
  // Callers may ignore `broken`; its rejection must not crash the process.
  broken.promise.catch(() => {});
  const running: RunningPart[] = [];
  opened.defer(async () => {
    if (await endsWithin(stopsWithin(parts), allStopped(running))) return;
    log.warn('Some work did not finish in time and is abandoned; another process will resume it.');
  });
  const run = <P extends RunningPart>(part: P): P => {
    part.broken?.catch(broken.reject);
    running.push(part);
    return part;
  };
  const apiUrl = parts.includes('api') ? run(await startApi(ground)).url : undefined;
  if (parts.includes('worker')) run(await startLeads(ground));
  if (parts.includes('relay')) run(startRelay(ground));
  run(startSweeps([life.tell], log));
  const metricsUrl = measures && run(await serveMetrics(measures, metrics)).url;

  const owned = opened.move();
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= owned.disposeAsync());
  const createKey: Platform['createKey'] = async (role, principal, repId) => {
    const order = { role, principal, ...(repId && { repId }), at: clock.now() };
    const act = { action: 'keys.create', detail: { role } };
    const { key } = await auditedAct(
      ground,
      act,
      () => createApiKey(db, order),
      ({ id }) => [id],
    );
    return key;
  };
  const printing = { db, publicUrl: settings.activities.publicUrl };
  const signInLinkFor: Platform['signInLink'] = async (person) => {
    const known = await personByAddress(db, person.email);
    return await signInLink(printing, known?.id ?? (await invitePerson(db, person))!);
  };
  return {
    apiUrl,
    metricsUrl,
    db,
    clock,
    client,
    broken: broken.promise,
    createKey,
    signInLink: signInLinkFor,
    firstLink: async () => await firstLink(printing),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
