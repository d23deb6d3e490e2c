import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pino from 'pino';
import type { Simulate } from '../../../api/campaigns/simulator.ts';
import type { SimulateMonth } from '../../../api/reports/simulated/simulator.ts';
import type { App } from '../../../config/app.ts';
import { createLinkSigner } from '../../../content/link-signer.ts';
import { loadClock } from '../../../db/system/clock.ts';
import type { ApiRole } from '../../../db/columns.ts';
import { openDatabase } from '../../../db/database.ts';
import type { Instant } from '../../../domain/time/clock.ts';
import { startPlatform, type Part, type Platform } from '../../../worker/platform.ts';
import { readSettings, speedOf, type ProcessSettings } from '../../../worker/settings.ts';
import { createDatabase } from '../../../dev/postgres/database.ts';
import { freePort } from '../../../dev/ports.ts';
import { hire, type Hired } from '../../../testing/staff.ts';
import { staffOf, type RepName, type SlaModes } from '../../support/cast.ts';
import { Person, type Caller, type LeadCells, type World } from '../../support/person.ts';
import { TEMPLATE } from '../../../testing/template.ts';
import { START } from '../../../testing/virtual-world.ts';
import { callerOver } from './caller.ts';
import { lettersOf } from './letters.ts';
import type { Servers } from './servers.ts';
import { until } from './until.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-order.ts';

export interface WorldOptions extends SlaModes {
  /** Which parts run in this process. Default: all. */
  readonly parts?: readonly Part[];
  /** How long a day takes. Default: as long as it does. */
  readonly day?: string;
  /** Of a claim, in real seconds. */
  readonly leaseSeconds?: number;
  /** What drafts are previewed with. Default: nothing. */
  readonly simulate?: Simulate;
  readonly simulateMonth?: SimulateMonth;
}

/** A database, a clock, a task queue and a platform of a test's own, on real servers. */
export interface RealWorld extends World, AsyncDisposable, Pick<Platform, 'client' | 'clock' | 'createKey'> {
  readonly servers: Servers;
  readonly now: Instant;
  readonly settings: ProcessSettings;
  /** The settings as a process of its own finds them. */
  readonly environment: Readonly<Record<string, string>>;
  readonly taskQueue: string;
  readonly apiUrl: string;
  /** Where the platform in this process serves its metrics. */
  readonly metricsUrl: string;
  /** Everything that the platform in this process has logged. */
  readonly logged: readonly string[];
  /** A lead who has entered the program. */
  lead(cells?: LeadCells): Promise<Person>;
  /** Starts a worker in a process of its own. */
  worker(): Promise<WorkerProcess>;
  /** Starts parts of the platform in this process, beside those that run. */
  start(...parts: Part[]): Promise<Platform>;
}

const SECRET = 'a secret for stories, of 32 letters or more';

/** Begins a world: on a Tuesday at eleven, with the cast in its teams. */
export async function beginWorld(servers: Servers, options: WorldOptions = {}): Promise<RealWorld> {
  await using opened = new AsyncDisposableStack();
  const { app, stack } = servers;
  const { parts = ['api', 'relay', 'worker'] } = options;
  const name = `world_${randomUUID().replaceAll('-', '')}`;
  const environment = await environmentOf(servers, await createDatabase(stack.postgres.adminUrl, name, { template: TEMPLATE }));
  const settings = settingsOf(app, environment, options);
  const db = opened.adopt(openDatabase(settings.databaseUrl, { max: 5, onError: () => {} }), (open) => open.destroy());
  await loadClock(db, { spec: { origin: START, realOrigin: Date.now(), speed: settings.speed } });
  const staff = (await hire(db, await staffOf(options, app), randomUUID)) as ReadonlyMap<RepName, Hired>;

  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const platformOptions = {
    app,
    settings,
    temporal: stack.temporal,
    taskQueue: name,
    log,
    mx: takesMail,
    bundle: servers.bundle,
    simulate: options.simulate,
    simulateMonth: options.simulateMonth,
  };
  const platforms = opened.use(new AsyncDisposableStack());
  const start: RealWorld['start'] = async (...which) => platforms.use(await startPlatform({ ...platformOptions, parts: which }));
  const platform = await start(...parts);
  const { client, clock } = platform;
  const apiUrl = settings.activities.publicUrl;
  const letters = lettersOf(stack.inbox!, createLinkSigner(SECRET, apiUrl, clock));
  const callers = await callersOf(platform, apiUrl, staff);

  const [program = ''] = Object.keys(app.programs);
  let campaign: Promise<{ campaignId: string }> | undefined;
  const owned = opened.move();
  let workers = 0;
  const world: RealWorld = {
    servers,
    get now() {
      return clock.now();
    },
    settings,
    environment,
    taskQueue: name,
    apiUrl,
    metricsUrl: platform.metricsUrl!,
    logged,
    db,
    client,
    clock,
    createKey: (...key) => platform.createKey(...key),
    reps: Object.fromEntries([...staff].map(([rep, { id }]) => [rep, id])) as World['reps'],
    ideal: app.policy.scoring.ideal,
    teamOf: (rep) => staff.get(rep)!.team,
    start,
    mail: letters,
    as: (role) => callers[role]!,
    asRep: (rep) => callers[rep]!,
    async request(url, { method, headers, body }) {
      const response = await fetch(url, { method, headers, redirect: 'manual', ...(body !== undefined && { body }) });
      await response.text();
      return { statusCode: response.status };
    },
    // What was said is heard in its own time.
    settle: () => Promise.resolve(),
    async eventually(what, isTrue) {
      const isSo = async () => {
        const answer = await isTrue();
        await letters.read();
        return answer;
      };
      await until(what, isSo).catch((error: Error) => {
        throw new Error([error.message, ...logged.filter(isTrouble).slice(-10)].join('\n'), { cause: error });
      });
    },
    async lead(cells) {
      const person = await Person.capture(world, cells);
      if (person.held !== null) return person;
      const audience = { leadIds: [person.id] };
      if (campaign) await callers['marketer']!.campaigns.add({ campaignId: (await campaign).campaignId, audience });
      else await (campaign = callers['marketer']!.campaigns.launch({ name: 'Story', program, audience }));
      return person;
    },
    async worker() {
      const order = { settings, temporal: stack.temporal, taskQueue: name, bundleFile: servers.bundleFile };
      return await startWorkerProcess(order, join(servers.dir, `${name}.worker-${++workers}.log`));
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
  return world;
}

const isTrouble = (line: string): boolean => (JSON.parse(line) as { level: number }).level >= 40;

const takesMail = () => Promise.resolve('yes' as const);

async function environmentOf({ app, stack }: Servers, databaseUrl: string): Promise<Record<string, string>> {
  const port = await freePort();
  return {
    TRELLIS_APP: app.dir,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: stack.temporal.address,
    TRELLIS_SMTP_URL: stack.smtpUrl,
    TRELLIS_PUBLIC_URL: `http://127.0.0.1:${port}`,
    TRELLIS_API_PORT: String(port),
    TRELLIS_SECRET: SECRET,
    TRELLIS_METRICS_PORT: '0',
    TRELLIS_LOG: 'debug',
    TRELLIS_MAILS_PER_DOMAIN_PER_SECOND: '1000',
  };
}

function settingsOf(app: App, environment: Record<string, string>, { day, leaseSeconds }: WorldOptions): ProcessSettings {
  const settings = readSettings(environment, app.sender);
  const { activities } = settings;
  const limits = { ...activities.limits, ...(leaseSeconds && { leaseSeconds }) };
  return { ...settings, speed: day === undefined ? 1 : speedOf(day), activities: { ...activities, limits } };
}

const roles = ['admin', 'marketer', 'intake'] as const satisfies ApiRole[];

async function callersOf(
  platform: Platform,
  apiUrl: string,
  staff: ReadonlyMap<string, Hired>,
): Promise<Record<string, Caller | undefined>> {
  const callers: Record<string, Caller> = {};
  for (const role of roles) callers[role] = callerOver(apiUrl, await platform.createKey(role, role));
  for (const [name, { id, isManager }] of staff)
    callers[name] = callerOver(apiUrl, await platform.createKey(isManager ? 'manager' : 'rep', name, id));
  return callers;
}
