import pino from 'pino';
import { v7 } from 'uuid';
import { touch } from '../activities/touch/touch.ts';
import { createActivities } from '../activities/create-activities.ts';
import { emailDomain } from '../activities/enrich/email-domain.ts';
import { failuresWithoutPersonalData } from '../activities/interceptor.ts';
import type { ApiDeps } from '../api/procedures/context.ts';
import { createCaller } from '../api/router.ts';
import { createApi } from '../api/server.ts';
import type { App } from '../config/app.ts';
import type { StaffFile } from '../config/staff-file.ts';
import { createLinkSigner } from '../content/link-signer.ts';
import { createRenderer } from '../content/render.ts';
import type { ApiRole } from '../db/columns.ts';
import type { Db } from '../db/database.ts';
import type { Clock, Instant } from '../domain/time/clock.ts';
import { HOUR, MINUTE, milliseconds, type CalendarDuration } from '../domain/time/duration.ts';
import { own } from '../domain/text/own.ts';
import { savePrograms } from '../db/campaigns/programs.ts';
import { saveStandards } from '../services/campaigns/save-standards.ts';
import { tellOfBrakes } from '../services/campaigns/brakes.ts';
import { enterDeferred } from '../services/campaigns/enter-deferred.ts';
import { tellOfChanges } from '../services/campaigns/tell-of-changes.ts';
import { followAllTeams } from '../services/staff/follow-people.ts';
import { raiseDueReports } from '../services/alerts/raise-reports.ts';
import { moveClocks } from '../services/tasks/move-clocks.ts';
import { createAlerts } from '../worker/alerts.ts';
import { createSingles } from '../worker/singles.ts';
import { createConfirmations } from '../worker/confirmations.ts';
import { publish } from '../worker/deliver-events.ts';
import { factsAtStart } from '../worker/facts-at-start.ts';
import { createRelay } from '../worker/relay.ts';
import { testEmail } from '../worker/test-email.ts';
import { isIdle } from './idle.ts';
import type { Caller } from './caller.ts';
import { VirtualEngine, type WorkflowBundle } from './engine.ts';
import type { RecordingMailer } from './recording-mailer.ts';
import { recordTexts, type RecordedTexts } from './recorded-texts.ts';
import { virtualLeadEngine } from './lead-engine.ts';
import type { RequestOptions } from './person.ts';
import { hire, type Hired } from './staff.ts';

/** A Tuesday, 11:00 in Berlin: reps are at work, and the send window is open. */
export const START: Instant = Date.parse('2026-03-10T10:00:00Z');

/** The URL of the API in a virtual world. */
export const PUBLIC_URL = 'http://127.0.0.1:8080';

/** No email or request waits for a rate limit. */
const limits = { perSecond: 10_000, perDomainPerSecond: 10_000, leaseSeconds: 60 };
const anyRate = { most: 1_000_000, within: MINUTE };
const rates = { link: anyRate, form: anyRate, wrongKey: anyRate, key: anyRate };

/** How soon alerts go out. */
const ALERTS_EVERY = 5 * MINUTE;

const someCompany = { name: 'Story', address: 'hello@mail.example.com', postalAddress: 'Story, 1 Main Street, Springfield' };

/** An installation of an app on the virtual engine: everything is real except the passing of time and the email server. */
export interface VirtualWorld extends AsyncDisposable {
  readonly engine: VirtualEngine;
  readonly clock: Clock;
  /** The reps, by name. */
  readonly staff: ReadonlyMap<string, Hired>;
  readonly newId: () => string;
  /** Through which its API reaches the world. */
  readonly deps: ApiDeps;
  readonly as: (role: ApiRole, repId?: string) => Caller;
  /** Sends a request to the public routes and the API. */
  readonly request: (url: string, options: RequestOptions) => Promise<{ readonly statusCode: number; readonly body: string }>;
  /** Delivers the messages in the outbox. */
  readonly deliver: () => Promise<void>;
  /** Sends the confirmation emails, single emails and alerts that are due, hands out loose work, moves clocks, and delivers the messages in the outbox. */
  readonly relay: () => Promise<void>;
  /** Lets time pass: emails that are due are sent, and messages in the outbox are delivered. */
  readonly runFor: (duration: CalendarDuration) => Promise<void>;
}

export interface VirtualWorldOptions {
  /** An empty, migrated database. */
  readonly db: Db;
  readonly app: App;
  readonly bundle: WorkflowBundle;
  /** The programs that leads can enter, beside the app's side programs. */
  readonly programs: readonly string[];
  readonly staff: StaffFile;
  readonly start: Instant;
  readonly mail: RecordingMailer;
  readonly texts?: RecordedTexts;
  /** Milliseconds by which the worker's clock is behind the server's. */
  readonly workerBehind?: number;
  readonly recordHistories?: boolean;
  /** Nothing comes from outside: no system hears of events, and nobody changes a campaign while leads are in it. */
  readonly isClosed?: boolean;
  /** Called before each activity. */
  readonly onActivity?: () => void;
}

/** Opens a virtual world; nothing happens in it yet. */
export async function openVirtualWorld(options: VirtualWorldOptions): Promise<VirtualWorld> {
  const {
    db,
    app,
    bundle,
    programs,
    start,
    mail,
    texts = recordTexts(),
    workerBehind = 0,
    recordHistories = false,
    isClosed = false,
    onActivity,
  } = options;
  const { policy, content } = app;
  await using opened = new AsyncDisposableStack();
  const newId = idsInOrder(start);
  const staff = await hire(db, options.staff, newId);
  const sender = app.sender ?? someCompany;
  const settings = { publicUrl: PUBLIC_URL, limits, sender: { ...sender, domain: sender.address.split('@')[1]! } };
  const log = pino({ level: process.env['STORY_LOG'] ?? 'silent' });
  let now = (): Instant => start;
  const clock = { spec: { origin: 0, realOrigin: 0, speed: 1 }, now: () => now() };
  const links = createLinkSigner('a secret for stories, of 32 letters or more', PUBLIC_URL, clock);
  const providers = [emailDomain((domain) => Promise.resolve(domain.includes('nowhere') ? 'no' : 'yes'))];
  const shared = { db, clock, links, log, newId, channels: app.channels.map(texts.recording) };
  const workerClock = { ...clock, now: () => now() - workerBehind };
  const renderer = createRenderer(content, policy.fields);
  const sending = {
    ...shared,
    clock: workerClock,
    mailer: mail,
    policy,
    content,
    renderer,
    providers,
    steps: app.steps,
    settings,
  };
  let hasActed = false;
  const noticing = () => {
    hasActed = true;
    onActivity?.();
    return {};
  };
  const engine = opened.use(
    await VirtualEngine.create({
      bundle,
      activities: { ...createActivities(sending) },
      start,
      recordHistories,
      activityInterceptors: [failuresWithoutPersonalData(log), noticing],
    }),
  );
  now = () => engine.now;
  const lanes = Object.values(app.programs).filter(({ lane }) => lane !== undefined);
  await savePrograms(db, lanes);
  const entered = new Set([...programs, ...lanes.map(({ id }) => id)]);
  const taken = Object.fromEntries([...entered].map((name) => [name, own(app.programs, name) ?? { input: {}, knobs: {} }]));
  await saveStandards(db, newId, taken);
  const leadEngine = virtualLeadEngine(engine);
  const deps: ApiDeps = {
    ...shared,
    engine: leadEngine,
    policy,
    settings: {
      programs: taken,
      drawings: app.drawings,
      forms: app.forms,
      website: app.website,
      content,
      defaultZone: 'Europe/Berlin',
      rates,
    },
    sendTest: ({ email: id, to }) =>
      mail.send(testEmail({ ...settings, content, fields: policy.fields }, { id, to, persona: 'default', said: {} }), MINUTE),
  };
  let api: ReturnType<typeof createApi> | undefined;
  opened.defer(async () => (await api)?.close());
  const factsOf = factsAtStart({ db, clock: workerClock, policy, content, programs: app.programs });
  const outbox = createRelay({ db, engine: leadEngine, log, factsOf });
  const confirmations = createConfirmations({ ...shared, mailer: mail, settings });
  const singles = createSingles({ db, clock, log, touch: touch(sending) });
  const alerts = createAlerts({ ...shared, mailer: mail, settings, policy });
  let nextAlert = Infinity;
  const alert = async () => {
    hasActed = false;
    if (isClosed) return;
    while ((await publish(db, {})) > 0); // no other system hears of a story
    while ((await alerts.tick()) > 0);
    const waiting = db.selectFrom('alerts').where('state', '=', 'waiting');
    nextAlert = (await waiting.select(({ fn }) => fn.min('dueAt').as('at')).executeTakeFirst())?.at?.getTime() ?? Infinity;
  };
  const raiseReports = async () => {
    if ((await raiseDueReports(db, now())) > 0) nextAlert = now();
  };
  /** Lets time pass, and sends alerts as soon as something has happened or their reps begin to work. */
  const passTime = async (until: Instant) => {
    while (engine.now < until) {
      await engine.runFor(Math.min(ALERTS_EVERY, until - engine.now));
      if (hasActed || nextAlert <= engine.now) await alert();
    }
  };
  const followPeople = () => followAllTeams(db, { clock, newId, policy });
  const moveAllClocks = () => moveClocks(db, { newId, policy }, clock.now());
  const deliver = async () => {
    while ((await outbox.tick(Date.now() + MINUTE)) > 0); // including messages that are held back for a moment
  };
  const relay = async () => {
    if (isClosed && (await isIdle(db, now()))) return;
    await followPeople();
    while ((await confirmations.tick()) > 0);
    while (!isClosed && (await singles.tick()) > 0);
    while ((await moveAllClocks()) > 0);
    while ((await enterDeferred(db, policy, newId, clock.now())) > 0);
    while (!isClosed && (await tellOfChanges(db, newId, now())) > 0);
    while (!isClosed && (await tellOfBrakes(db, policy, newId, now())) > 0);
    await deliver();
    await alert();
  };
  const all = opened.move();
  return {
    engine,
    clock,
    staff,
    newId,
    deps,
    as: (role, repId) => createCaller({ ...deps, principal: { id: 'story', name: role, role, repId } }),
    async request(url, { method, headers, body }) {
      api ??= createApi(deps);
      return (await api).inject({ method, url: pathOf(url), headers, payload: body });
    },
    deliver,
    relay,
    async runFor(duration) {
      await relay();
      for (const until = engine.now + milliseconds(duration); engine.now < until;) {
        await passTime(Math.min(engine.now + HOUR, until));
        const changed = await followPeople();
        if (changed > 0 || (await moveAllClocks()) > 0) await relay();
        if (!isClosed) await raiseReports();
      }
      await relay();
    },
    [Symbol.asyncDispose]: async () => await all.disposeAsync(),
  };
}

/** The same ids each time: the choices that they decide (whose turn it is, the minute of an email) are part of the story. */
const idsInOrder = (from: Instant) => {
  const random = new Uint8Array(16);
  let n = 0;
  return () => v7({ random, msecs: from, seq: ++n });
};

const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
