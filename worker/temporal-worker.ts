import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
  type NativeConnectionOptions,
} from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Activities } from '../activities/contract.ts';
import { failuresWithoutPersonalData } from '../activities/interceptor.ts';
import { bareError } from '../domain/text/bare-error.ts';
import { fromSource } from '../engine/from-source.ts';
import type { TemporalTarget } from '../engine/temporal-connection.ts';

/**
 * Local activities wait for SMTP and Postgres, not for the processor: with the default of 100 slots, leads whose mail
 * server stalls would hold up the rep's update to another lead for half a minute.
 */
const AT_ONCE = 400;
/** A cached lead takes up to 200 KB; one that is not cached is replayed in some 16 ms. */
const CACHED_LEADS = 1500;
/** Real time that local activities get to finish when the worker is told to stop; a send takes at most half a minute. */
const SHUTDOWN = { grace: '35 s', force: '45 s' } as const;

export interface WorkerOptions {
  readonly temporal: TemporalTarget;
  readonly taskQueue: string;
  readonly activities: Activities;
  readonly log: Logger;
  readonly bundle: WorkflowBundleWithSourceMap;
}

export interface RunningWorker extends AsyncDisposable {
  /** Resolves when the worker has stopped; rejects when it could not go on. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Bundles workflows: 1–1.6 s. Their modules are loaded once a worker, not once a lead: that halves a lead's memory, and a
 * worker freezes what they export. So no module of a workflow may keep state.
 */
export const bundleWorkflows = (path: string): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({
    workflowsPath: path,
    preloadModules: [path],
    webpackConfigHook: fromSource,
    logger: new DefaultLogger('ERROR'),
  });

/**
 * Starts a worker for the leads of one task queue.
 * @throws when the server does not answer
 */
export async function startWorker({ temporal, taskQueue, activities, log, bundle }: WorkerOptions): Promise<RunningWorker> {
  quietRuntime(log);
  const connection = await NativeConnection.connect(temporal.connection as NativeConnectionOptions);
  const worker = await Worker.create({
    connection,
    namespace: temporal.namespace,
    taskQueue,
    workflowBundle: bundle,
    activities,
    interceptors: { activity: [failuresWithoutPersonalData(log)] },
    maxCachedWorkflows: CACHED_LEADS,
    maxConcurrentWorkflowTaskExecutions: AT_ONCE,
    maxConcurrentLocalActivityExecutions: AT_ONCE,
    shutdownGraceTime: SHUTDOWN.grace,
    shutdownForceTime: SHUTDOWN.force,
  });
  const stopped = runToTheEnd(worker, connection);
  // Somebody else may wait for it later; until then a failure must not end the process without a word.
  stopped.catch((error: unknown) => log.error({ error: bareError(error) }, 'the worker stopped'));
  const stop = async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await stopped;
  };
  return { stopped, stop, [Symbol.asyncDispose]: stop };
}

async function runToTheEnd(worker: Worker, connection: NativeConnection): Promise<void> {
  try {
    await worker.run();
  } finally {
    await connection.close();
  }
}

let installed = false;

/** The SDK's core logs to the console unless it is told otherwise, once per process and before anything else of it. */
function quietRuntime(log: Logger): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) =>
      log[level === 'ERROR' ? 'error' : 'warn']({ sdk: meta?.['sdkComponent'] }, message),
    ),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} } },
    shutdownSignals: [],
  });
}
