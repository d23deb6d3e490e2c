import { setTimeout as sleep } from 'node:timers/promises';
import { createActivities } from '../../activities/create-activities.ts';
import type { Deps } from '../../activities/deps.ts';
import { emailDomain } from '../../activities/enrich/email-domain.ts';
import { withEvidence } from '../../activities/enrich/evidence.ts';
import { dnsMxResolver } from '../../activities/enrich/mx.ts';
import type { Mailer } from '../../activities/touch/mailer.ts';
import { touch } from '../../activities/touch/touch.ts';
import { createLinkSigner } from '../../content/link-signer.ts';
import { createRenderer } from '../../content/render.ts';
import { checkTemporal } from '../../engine/temporal-connection.ts';
import { runAlerts } from '../alerts.ts';
import { runConfirmations } from '../confirmations.ts';
import { keepWorking, type RunningPart } from '../keep-working.ts';
import { runSingles } from '../singles.ts';
import { bundleWorkflows, startWorker } from '../temporal-worker.ts';
import { pulseOf } from './pulse.ts';
import type { Ground } from './ground.ts';
import { mailerOf } from './mailer.ts';

/** Real milliseconds that a stopping worker waits for a slow mail server. */
const MAIL_SERVER_TIMEOUT = 5_000;

/** Runs the leads' workflows and activities, and sends single emails, confirmation emails and alerts. */
export async function startLeads(ground: Ground): Promise<RunningPart> {
  const { db, clock, settings, log } = ground;
  const mailer = await mailerOf(settings);
  const underWay = new Set<Promise<unknown>>();
  const deps = { ...activityDeps(ground, mailer), underWay };
  const { links, policy } = deps;
  const worker = await startWorkflows(ground, deps);
  const stopping = new AbortController();
  const own = { db, clock, mailer, links, settings: settings.activities, log };
  const confirming = runConfirmations(own, stopping);
  const alerting = runAlerts({ ...own, policy }, stopping);
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

function activityDeps({ app, db, clock, newId, settings, log, mx }: Ground, mailer: Mailer): Deps {
  const { policy, content, channels, providers, steps } = app;
  return {
    db,
    clock,
    mailer,
    channels,
    policy,
    content,
    renderer: createRenderer(content, policy.fields),
    links: createLinkSigner(settings.secrets, settings.activities.publicUrl, clock),
    providers: [emailDomain(mx ?? withEvidence(dnsMxResolver(), settings.knownDomains)), ...providers],
    steps,
    settings: settings.activities,
    newId,
    log,
  };
}

async function startWorkflows(ground: Ground, deps: Deps): Promise<Required<RunningPart>> {
  const { app, settings, temporal, taskQueue, log, showsMessages, measures } = ground;
  const activities = createActivities(deps);
  const bundle = ground.bundle ?? (await bundleWorkflows(app.workflowsPath));
  const { buildId } = settings;
  const beat = pulseOf(ground);
  const start = async () => {
    await checkTemporal(temporal);
    // Before the first email, because the servers may have been restored.
    await beat();
    return await startWorker({ temporal, taskQueue, activities, log, bundle, buildId, showsMessages, measures });
  };
  return await keepWorking(start, log);
}
