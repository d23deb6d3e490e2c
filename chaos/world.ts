import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { LAUNCH } from '../demo/people/calendar.ts';
import { diceOf, type Dice } from '../simulate/dice.ts';
import { startPlatform, type Part } from '../worker/platform.ts';
import type { MailBehaviour } from '../dev/mail/mail-behaviour.ts';
import { withClient } from '../dev/postgres/database.ts';
import { startStack } from '../dev/stack.ts';
import { bundleWorkflows } from '../worker/temporal-worker.ts';
import { exampleApp } from '../demo/example-app.ts';
import { beginTime, demoSettings, inboxOf, type World } from '../demo/world.ts';
import type { PartOrder } from '../demo/parts/part-child.ts';
import { partProcess, type PartProcess } from '../demo/parts/part-process.ts';

/** A part that restarts when it ends unexpectedly, as a container does. */
export interface Supervised extends Omit<PartProcess, 'start'> {
  readonly start: () => Promise<void>;
  /** From the next start, the part's clock is so many seconds ahead of real time; negative: behind. */
  readonly setClock: (aheadSeconds: number) => void;
  /** All clocks so far, in seconds ahead. */
  readonly clocks: readonly number[];
}

/** A random offset in seconds, ahead or behind: from two seconds to five minutes, with a median of about 25 seconds. */
export const someClock = (dice: Dice, part: string, n: number): number =>
  Math.round((dice.chance(0.5, part, 'behind', n) ? -1 : 1) * 2 ** dice.between(1, 8.23, part, 'clock', n));

const parts = {
  'first worker': ['worker'],
  'second worker': ['worker'],
  api: ['api'],
  relay: ['relay'],
} as const satisfies Record<string, readonly Part[]>;

/** The platform on its own servers, with each part in a separate process. */
export interface ChaosWorld extends World {
  readonly dice: Dice;
  /** The workflow code that the workers run. */
  readonly bundle: Awaited<ReturnType<typeof bundleWorkflows>>;
  readonly supervised: Readonly<Record<keyof typeof parts, Supervised>>;
  /** The mail server's normal behaviour. */
  readonly usualMail: MailBehaviour;
  /** Parts that ended unexpectedly, with the reason. */
  readonly ended: readonly string[];
  /** Ends all faults and starts every part. */
  heal(): Promise<void>;
}

interface ChaosOptions {
  readonly seed: number;
  readonly day: string;
  readonly dir: string;
  readonly dns: PartOrder['dns'];
  readonly ask: typeof fetch;
  readonly isGone: (address: string) => boolean;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
}

/** Starts all servers and parts with empty data. */
export async function openChaos({ seed, day, dir, dns, ask, isGone, signal, tell }: ChaosOptions): Promise<ChaosWorld> {
  await using opened = new AsyncDisposableStack();
  let programNow = (): number => LAUNCH;
  const usualMail: MailBehaviour = {
    recipient: (address) => (isGone(address) ? { code: 550, text: '5.1.1 no such user here' } : undefined),
  };
  const mail = { now: () => programNow(), behaviour: usualMail };
  const app = await exampleApp();
  const [stack, bundle] = await Promise.all([
    startStack({ dir, fresh: true, mail, signal, onProgress: tell, temporalUi: false }).then((stack) => opened.use(stack)),
    bundleWorkflows(app.workflowsPath),
  ]);
  const bundleFile = join(dir, 'workflows.cjs');
  await writeFile(bundleFile, bundle.code);
  const settings = withShortLease(await demoSettings(stack, app, day));
  const clock = await beginTime(settings);
  programNow = () => clock.now();
  const { address, namespace, connection } = stack.temporal;
  const ground = { settings, temporal: { address, namespace, connection }, taskQueue: stack.taskQueue };
  // Runs no parts; only for queries and the final check.
  const platform = opened.use(await startPlatform({ ...ground, app, parts: [], log: pino({ level: 'silent' }) }));
  const ended: string[] = [];
  const supervised = Object.fromEntries(
    Object.entries(parts).map(([name, which]) => [
      name,
      opened.use(
        supervise({ ...ground, app: app.dir, parts: which, dns, bundleFile }, (because) => ended.push(`${name}: ${because}`)),
      ),
    ]),
  ) as ChaosWorld['supervised'];
  const all = Object.values(supervised);
  const dice = diceOf(seed);
  for (const [name, part] of Object.entries(supervised)) part.setClock(someClock(dice, name, 0));
  await Promise.all(all.map(async (part) => await part.start()));
  tell('Trellis: two workers, an API and a relay, each in a separate process with its own clock');
  const owned = opened.move();
  return {
    app,
    stack,
    inbox: inboxOf(stack),
    settings,
    clock,
    ask,
    platform: Object.assign(platform, { apiUrl: settings.activities.publicUrl }),
    dice,
    bundle,
    supervised,
    usualMail,
    ended,
    startWorker: async () => void (await Promise.all([supervised['first worker'].start(), supervised['second worker'].start()])),
    stopWorker: async () => void (await Promise.all([supervised['first worker'].stop(), supervised['second worker'].stop()])),
    broken: platform.broken,
    async heal() {
      await healServers(stack, usualMail);
      for (const part of all) part.resume();
      await Promise.all(all.map(async (part) => await part.start()));
    },
    [Symbol.asyncDispose]: async () => await owned.disposeAsync(),
  };
}

async function healServers({ mail, postgres, temporal }: World['stack'], usualMail: MailBehaviour): Promise<void> {
  mail.behave!(usualMail);
  for (const server of [postgres, temporal]) {
    server.server?.signal('SIGCONT');
    await server.start();
  }
  await withClient(postgres.adminUrl, async (client) => {
    await client.query('set default_transaction_read_only = off');
    await client.query('alter system reset default_transaction_read_only');
    await client.query('select pg_reload_conf()');
  });
}

/** Shortens the lease, because a run of a few minutes can't wait a minute for a dead worker's emails. */
const withShortLease = ({ activities, ...settings }: World['settings']): World['settings'] => ({
  ...settings,
  activities: { ...activities, limits: { ...activities.limits, leaseSeconds: 10 } },
});

/** Real milliseconds before a part that ended unexpectedly restarts, and before a stopping part is killed. */
const RESTARTS_AFTER = 500;
const GRACE = 20_000;

function supervise(order: PartOrder, onEnd: (because: string) => void): Supervised {
  let wanted = false;
  const clocks: number[] = [];
  let starting: Promise<void> | undefined;
  const part = partProcess(order, (because) => {
    onEnd(because);
    void sleep(RESTARTS_AFTER).then(ensure);
  });
  /** A part that fails to start reports why through `onEnd`, and restarts. */
  const ensure = async (): Promise<void> => {
    if (wanted)
      await (starting ??= part
        .start((clocks.at(-1) ?? 0) * 1_000)
        .catch(() => {}) // `onEnd` has reported it
        .finally(() => (starting = undefined)));
  };
  const finish = async (end: () => Promise<void>): Promise<void> => {
    wanted = false;
    await end();
  };
  /** Stops as an orchestrator does: asks first, then kills. */
  const stop = async (): Promise<void> => {
    const insisting = setTimeout(() => {
      onEnd(`did not stop within ${GRACE / 1000} s`);
      void part.kill();
    }, GRACE);
    await finish(part.stop);
    clearTimeout(insisting);
  };
  return {
    async start() {
      if (wanted) return;
      wanted = true;
      await ensure();
    },
    stop,
    kill: async () => await finish(part.kill),
    suspend: part.suspend,
    resume: part.resume,
    setClock: (aheadSeconds) => void clocks.push(aheadSeconds),
    clocks,
    [Symbol.asyncDispose]: stop,
  };
}
