import threads from 'node:worker_threads';

/** The SDK's thread for workflows. */
const ITS_THREAD = 'workflow-worker-thread.js';
/** What that thread runs first: any hook on promises is replaced by one that does nothing. */
const first = "import v8 from 'node:v8'; v8.promiseHooks.createHook = () => () => {};";
const execArgv = ['--import', `data:text/javascript,${encodeURIComponent(first)}`];

const Thread = threads.Worker;

class WithoutPromiseHooks extends Thread {
  constructor(file: string | URL, options?: threads.WorkerOptions) {
    super(file, String(file).endsWith(ITS_THREAD) ? { ...options, execArgv } : options);
  }
}

/**
 * Starts a worker that records no stack trace for each promise of a workflow: it would take a third of the time of the SDK's thread, and
 * serves only the query `__stack_trace`. The SDK has no option for it.
 */
export async function withoutPromiseStacks<T>(start: () => Promise<T>): Promise<T> {
  threads.Worker = WithoutPromiseHooks;
  try {
    return await start();
  } finally {
    threads.Worker = Thread;
  }
}
