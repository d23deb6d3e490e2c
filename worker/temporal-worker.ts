import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
  type WorkerDeploymentOptions,
  type Logger as SdkLogger,
  type WorkflowBundle,
  type NativeConnectionOptions,
} from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Activities } from '../activities/contract.ts';
import { failuresWithoutPersonalData } from '../activities/interceptor.ts';
import { bareError } from '../domain/text/bare-error.ts';
import { bundlerConfig } from '../engine/bundler-config.ts';
import type { TemporalTarget } from '../engine/temporal-connection.ts';
import { measuredActivities } from './metrics/measured-activities.ts';
import type { Measures } from './metrics/measures.ts';
import { sdkLog } from './sdk-log.ts';
import { withoutPromiseStacks } from './without-promise-stacks.ts';

/**
 * Local activities wait for SMTP and Postgres, not for the processor. With the default of 100 slots, leads with a stalled mail server could
 * delay a rep's update to another lead by half a minute.
 */
const AT_ONCE = 400;
/** A cached lead takes up to 200 KB; replaying an uncached lead takes about 16 ms. */
const CACHED_LEADS = 1500;
/**
 * Real time that the code of a lead may take between two waits; it needs some milliseconds. All leads of a worker share a thread: one whose
 * code never ends holds up the others for as long, at each attempt.
 */
const computesWithin = { isolateExecutionTimeout: '1 s' }; // an option that the SDK reads and does not declare
/** Real time that local activities get to finish when the worker stops; sending takes at most half a minute. */
const SHUTDOWN = { grace: '35 s', force: '45 s' } as const;

export interface WorkerOptions {
  readonly temporal: TemporalTarget;
  readonly taskQueue: string;
  readonly activities: Activities;
  readonly log: Logger;
  readonly bundle: WorkflowBundle;
  /** A lead stays on the workers of a build until its track ends; see `trellis deploy`. */
  readonly buildId?: string | undefined;
  /** Whether the log shows the messages of errors in programs; they may hold personal data. */
  readonly showsMessages?: boolean;
  readonly measures?: Pick<Measures, 'activity'> | undefined;
}

export interface RunningWorker extends AsyncDisposable {
  /** Resolves when the worker has stopped; rejects when it failed. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Bundles workflows (1–1.6 s). A worker loads their modules once, not once per lead, which halves the memory per lead, and freezes their
 * exports. So a workflow module must not hold state.
 * @param interceptors modules of interceptors of workflows
 */
export const bundleWorkflows = (path: string, interceptors: readonly string[] = []): Promise<WorkflowBundle> =>
  bundleWorkflowCode({
    workflowsPath: path,
    preloadModules: [path],
    workflowInterceptorModules: [...interceptors],
    webpackConfigHook: bundlerConfig,
    logger: new DefaultLogger('ERROR'),
  });

/**
 * Starts a worker for the leads of a task queue. @throws when the server does not answer
 */
export async function startWorker({
  temporal,
  taskQueue,
  activities,
  log,
  bundle,
  buildId,
  showsMessages = false,
  measures,
}: WorkerOptions): Promise<RunningWorker> {
  quietRuntime(sdkLog(log, showsMessages));
  const connection = await NativeConnection.connect(temporal.connection as NativeConnectionOptions);
  const worker = await withoutPromiseStacks(() =>
    Worker.create({
      connection,
      namespace: temporal.namespace,
      taskQueue,
      workflowBundle: bundle,
      activities,
      ...(buildId !== undefined && { workerDeploymentOptions: pinnedTo(taskQueue, buildId) }),
      interceptors: { activity: [measuredActivities(log, measures), failuresWithoutPersonalData(log)] },
      ...computesWithin,
      maxCachedWorkflows: CACHED_LEADS,
      maxConcurrentWorkflowTaskExecutions: AT_ONCE,
      maxConcurrentLocalActivityExecutions: AT_ONCE,
      shutdownGraceTime: SHUTDOWN.grace,
      shutdownForceTime: SHUTDOWN.force,
    }),
  );
  const stopped = runUntilStopped(worker, connection);
  // A caller may await `stopped` later; until then a failure must be logged and must not crash the process.
  stopped.catch((error: unknown) => log.error({ error: bareError(error) }, 'the worker stopped'));
  const stop = async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await stopped;
  };
  return { stopped, stop, [Symbol.asyncDispose]: stop };
}

const pinnedTo = (taskQueue: string, buildId: string): WorkerDeploymentOptions => ({
  version: { deploymentName: taskQueue, buildId },
  useWorkerVersioning: true,
  defaultVersioningBehavior: 'PINNED',
});

async function runUntilStopped(worker: Worker, connection: NativeConnection): Promise<void> {
  try {
    await worker.run();
  } finally {
    await connection.close();
  }
}

let installed = false;

/** Redirects the logs of the SDK's core from the console. Must run once per process, before any other SDK call. */
function quietRuntime(logger: SdkLogger): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    logger,
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} } },
    shutdownSignals: [],
  });
}
