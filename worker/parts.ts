import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from '../activities/create-activities.ts';
import { emailDomain } from '../activities/enrich/email-domain.ts';
import { withEvidence } from '../activities/enrich/evidence.ts';
import { dnsMxResolver, type MxResolver } from '../activities/enrich/mx.ts';
import { touch } from '../activities/touch/touch.ts';
import { createSmtpMailer } from '../activities/touch/smtp-mailer.ts';
import type { Simulate } from '../api/campaigns/simulator.ts';
import { dnsResolver } from '../api/mail/authenticate.ts';
import { recountNext } from '../api/reports/recount.ts';
import { createApi } from '../api/server.ts';
import { temporalEngine } from '../engine/temporal-engine.ts';
import { stuckFinder } from '../audit/find-stuck.ts';
import { beat } from '../audit/pulse.ts';
import { createLinkSigner } from '../content/link-signer.ts';
import { createRenderer } from '../content/render.ts';
import type { App } from '../config/app.ts';
import type { Db } from '../db/database.ts';
import { followAllTeams } from '../services/staff/follow-people.ts';
import { forgetStrangers } from '../db/engagements/visitors.ts';
import { STRANGERS_FOR } from '../domain/lead/website.ts';
import { deleteEnded } from '../db/people/sessions.ts';
import { deleteFullBuckets } from '../db/system/form-rates.ts';
import { raiseDueReports } from '../services/alerts/raise-reports.ts';
import { watchSending } from '../services/alerts/watch-sending.ts';
import { moveClocks } from '../services/tasks/move-clocks.ts';
import { nightly } from '../services/intake/nightly.ts';
import { forgetOldNightly } from '../services/system/forget-old.ts';
import { markAbandoned } from '../db/touches/touch-lease.ts';
import { tellOfBrakes } from '../services/campaigns/brakes.ts';
import { enterDeferred } from '../services/campaigns/enter-deferred.ts';
import { tellOfChanges } from '../services/campaigns/tell-of-changes.ts';
import { openMissedTasks } from '../services/tasks/unattended.ts';
import type { Clock } from '../domain/time/clock.ts';
import { HOUR } from '../domain/time/duration.ts';
import { safeModes } from '../domain/lead/safe-mode.ts';
import { runAlerts } from './alerts.ts';
import { runConfirmations } from './confirmations.ts';
import { endsWithin } from './ends-within.ts';
import { keepWorking, type RunningPart } from './keep-working.ts';
import type { Measures } from './metrics/measures.ts';
import { runDeliveries } from './deliver-events.ts';
import { factsAtStart } from './facts-at-start.ts';
import { runRelay } from './relay.ts';
import type { ProcessSettings } from './settings.ts';
import { checkTemporal, type TemporalTarget } from '../engine/temporal-connection.ts';
import { signInEmail } from './sign-in-email.ts';
import { runSingles } from './singles.ts';
import { testEmail } from './test-email.ts';
import { runSweeps, type Sweep } from './sweeps.ts';
import { bundleWorkflows, startWorker } from './temporal-worker.ts';

/** What every part needs. */
export interface Ground {
  readonly app: App;
  readonly db: Db;
  readonly clock: Clock;
  /** Postgres' clock: real milliseconds since the epoch. */
  readonly realNow: () => number;
  /** Ids that sort by Postgres' time across all processes. */
  readonly newId: () => string;
  readonly client: Client;
  readonly settings: ProcessSettings;
  readonly temporal: TemporalTarget;
  readonly taskQueue: string;
  readonly log: Logger;
  /** Looks up whether a domain accepts email. Default: DNS. */
  readonly mx?: MxResolver;
  readonly bundle?: WorkflowBundleWithSourceMap;
  /** Whether the log shows the messages of errors in programs; they may hold personal data. */
  readonly showsMessages?: boolean;
  /** Simulates audiences for previews, if somebody hands in modelled people. */
  readonly simulate?: Simulate | undefined;
  /** What this process measures, if somebody may ask for it. */
  readonly measures?: Measures | undefined;
}

/** tRPC and the public routes. */
export async function startApi(ground: Ground): Promise<RunningPart & { readonly url: string }> {
  const { app, db, clock, realNow, newId, client, settings, taskQueue, log } = ground;
  const links = createLinkSigner(settings.secrets, settings.activities.publicUrl, clock);
  const engine = temporalEngine(client, { taskQueue, realNow });
  const { zone: defaultZone, authservId, importBytes } = settings.api;
  const { name, address: sender, postalAddress } = settings.activities.sender;
  const apiSettings = {
    programs: app.programs,
    sinks: Object.keys(app.sinks),
    drawings: app.drawings,
    forms: app.forms,
    website: app.website,
    content: app.content,
    defaultZone,
    sender,
    company: { name, address: postalAddress },
    dkimSelector: settings.dkim?.selector,
    importBytes,
    emailsPerSecond: settings.activities.limits.perSecond,
    sessions: settings.api.sessions,
    ...(authservId && { authservId }),
  };
  const api = await createApi({
    db,
    engine,
    clock,
    links,
    policy: app.policy,
    channels: app.channels,
    settings: apiSettings,
    newId,
    log,
    measure: (...answered) => ground.measures?.request(...answered),
    resolver: dnsResolver(),
    simulate: ground.simulate,
    sendSignIn: async (order) => {
      await using mailer = await mailerOf(settings);
      return await mailer.send(signInEmail(settings.activities, order, clock.now()), ONE_EMAIL_TIMEOUT);
    },
    sendTest: async ({ email: id, to }) => {
      await using mailer = await mailerOf(settings);
      const { fields } = app.policy;
      const about = { ...settings.activities, content: app.content, fields };
      return await mailer.send(testEmail(about, { id, to, persona: 'default', said: {} }), ONE_EMAIL_TIMEOUT);
    },
  });
  const url = await api.listen({ host: settings.api.host, port: settings.api.port });
  const stop = async () => {
    const closing = api.close();
    // Clients that send slowly or wait for Temporal can retry at another process.
    if (!(await endsWithin(REQUESTS_TIMEOUT, closing))) api.server.closeAllConnections();
    await closing;
  };
  return { url, stop };
}

/** Real milliseconds that an email server gets for a single email. */
const ONE_EMAIL_TIMEOUT = 30_000;

const mailerOf = ({ smtp, dkim, activities: { sender } }: ProcessSettings) =>
  createSmtpMailer({ ...smtp, ...(dkim && { dkim: { domain: sender.domain, ...dkim } }) });

/** Real milliseconds that a stopping API gets to answer its open requests. */
const REQUESTS_TIMEOUT = 5_000;

/** Delivers the outbox to the leads and events to the sinks, and runs the sweeps. */
export function startRelay(ground: Ground): RunningPart {
  const { app, db, clock, client, taskQueue, log, realNow } = ground;
  const { sinks, policy, content, programs } = app;
  const stopping = new AbortController();
  const engine = temporalEngine(client, { taskQueue });
  const factsOf = factsAtStart({ db, clock, policy, content, programs });
  const relaying = runRelay({ db, engine, log, factsOf, realNow }, { signal: stopping.signal });
  const telling = runDeliveries({ db, sinks, policy, log, realNow }, { signal: stopping.signal });
  const sweeping = startSweeps(sweepsOf(ground), log);
  return {
    broken: Promise.all([relaying, telling, sweeping.broken]),
    stop: async () => {
      stopping.abort();
      await Promise.all([relaying, telling, sweeping.stop()]);
    },
  };
}

/** Runs sweeps until it is stopped. */
export function startSweeps(sweeps: readonly Sweep[], log: Logger): RunningPart {
  const stopping = new AbortController();
  const broken = runSweeps(sweeps, log, { signal: stopping.signal });
  return {
    broken,
    stop: () => {
      stopping.abort();
      return broken;
    },
  };
}

/** Writes the pulse, which reveals a restore of one of the servers, and logs safe mode. */
async function beatAndLog({ log, ...deps }: Pick<Ground, 'db' | 'client' | 'taskQueue' | 'log'>): Promise<number> {
  const because = await beat(deps);
  if (because) log.error({ because }, `Safe mode: ${safeModes[because].label}. See docs/restore.md.`);
  return 0;
}

/** To add a sweep, add a line here. */
const sweepsOf = ({ app, db, client, temporal, taskQueue, clock, newId, settings, log }: Ground): readonly Sweep[] => [
  { name: 'search attributes of the namespace', every: 60_000, run: async () => (await checkTemporal(temporal), 0) },
  { name: 'touches of senders who are gone', every: 15_000, run: async () => await markAbandoned(db) },
  { name: 'pulse', every: 10_000, run: async () => await beatAndLog({ db, client, taskQueue, log }) },
  { name: 'unanswered requests', every: 30_000, run: async () => await openMissedTasks(db, app.policy, newId, clock.now()) },
  {
    name: 'stuck leads',
    every: 30_000,
    run: stuckFinder({ db, client, taskQueue, clock, policy: app.policy, content: app.content, newId, log }),
  },
  { name: 'work follows people', every: 2_000, run: async () => await followAllTeams(db, { clock, policy: app.policy, newId }) },
  { name: 'changed inputs', every: 1_000, run: async () => await tellOfChanges(db, newId, clock.now()) },
  { name: 'brakes', every: 1_000, run: async () => await tellOfBrakes(db, app.policy, newId, clock.now()) },
  {
    name: 'whom nobody looks after',
    every: 10 * 60_000,
    run: async () => await nightly(db, app.policy, newId, { at: clock.now(), zone: settings.api.zone }),
  },
  { name: 'state of the sending', every: 60_000, run: async () => await watchSending(db, app.policy, newId, clock.now()) },
  { name: 'daily and weekly reports', every: 10_000, run: async () => await raiseDueReports(db, clock.now()) },
  { name: 'deferred enrolments', every: 5_000, run: async () => await enterDeferred(db, app.policy, newId, clock.now()) },
  { name: 'clocks', every: 5_000, run: async () => await moveClocks(db, { policy: app.policy, newId }, clock.now()) },
  { name: 'strangers on the website', every: HOUR, run: async () => await forgetStrangers(db, clock.now() - STRANGERS_FOR) },
  { name: 'sessions that ended', every: HOUR, run: async () => await deleteEnded(db, settings.api.sessions) },
  {
    name: 'reports that people ask for',
    every: 60_000,
    run: async () => {
      const { content, policy } = app;
      return await recountNext({ db, clock, policy, settings: { content, defaultZone: settings.api.zone } });
    },
  },
  { name: 'form rates', every: HOUR, run: async () => await deleteFullBuckets(db, clock.now()) },
  {
    name: 'old data',
    every: 10 * 60_000,
    run: async () => await forgetOldNightly(db, app.policy, newId, { at: clock.now(), zone: settings.api.zone }),
  },
];

/** Real milliseconds that a stopping worker waits for a slow mail server. */
const MAIL_SERVER_TIMEOUT = 5_000;

/** Runs the leads' workflows and activities, and sends single emails, confirmation emails and alerts. */
export async function startLeads(ground: Ground): Promise<RunningPart> {
  const { app, db, clock, newId, settings, temporal, taskQueue, log, mx, bundle } = ground;
  const { publicUrl } = settings.activities;
  const mailer = await mailerOf(settings);
  const underWay = new Set<Promise<unknown>>();
  const links = createLinkSigner(settings.secrets, publicUrl, clock);
  const deps = {
    db,
    underWay,
    clock,
    mailer,
    channels: app.channels,
    policy: app.policy,
    content: app.content,
    renderer: createRenderer(app.content, app.policy.fields),
    links,
    providers: [emailDomain(mx ?? withEvidence(dnsMxResolver(), settings.knownDomains))],
    steps: app.steps,
    settings: settings.activities,
    newId,
    log,
  };
  const activities = createActivities(deps);
  const workflowBundle = bundle ?? (await bundleWorkflows(app.workflowsPath));
  const start = async () => {
    await checkTemporal(temporal);
    // Before the first email, because the servers may have been restored.
    await beatAndLog(ground);
    return await startWorker({
      temporal,
      taskQueue,
      activities,
      log,
      bundle: workflowBundle,
      buildId: settings.buildId,
      showsMessages: ground.showsMessages,
      measures: ground.measures,
    });
  };
  const worker = await keepWorking(start, log);
  const stopping = new AbortController();
  const own = { db, clock, mailer, links, settings: settings.activities, log };
  const confirming = runConfirmations(own, stopping);
  const alerting = runAlerts({ ...own, policy: app.policy }, stopping);
  const sending = runSingles({ db, clock, log, touch: touch(deps) }, stopping);
  const stop = async () => {
    stopping.abort();
    await Promise.all([worker.stop(), confirming, alerting, sending]);
    await Promise.race([Promise.all(underWay), sleep(MAIL_SERVER_TIMEOUT, undefined, { ref: false })]);
    await mailer[Symbol.asyncDispose]();
    await Promise.all(underWay); // aborted, and recorded as aborted
  };
  return { broken: Promise.race([worker.broken, confirming, alerting, sending]), stop };
}
