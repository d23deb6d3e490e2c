import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import type { MxResolver } from '../../../activities/enrich/mx.ts';
import { createSimulator } from '../../../cli/simulate/simulator.ts';
import { startStack } from '../../../dev/stack.ts';
import { castOf } from '../../../simulate/audience/cast.ts';
import type { Colleague } from '../../../simulate/sales/colleague.ts';
import { startPlatform, type Part } from '../../../worker/platform.ts';
import { speedOf } from '../../../worker/settings.ts';
import { bundleWorkflows } from '../../../worker/temporal-worker.ts';
import { setClock, tellRunning } from '../../../demo/change-clock.ts';
import { exampleApp } from '../../../demo/example-app.ts';
import { hire } from '../../../demo/hire.ts';
import { someoneWorks } from '../../../demo/keep-running.ts';
import { startLife } from '../../../demo/life.ts';
import { LAUNCH } from '../../../demo/people/calendar.ts';
import { makeRows } from '../../../demo/people/make-people.ts';
import type { DemoOptions } from '../../../demo/options.ts';
import { beginTime, demoSettings, inboxOf, launchTime, type World } from '../../../demo/world.ts';

type EmptyWorld = Pick<World, 'app' | 'inbox' | 'platform' | 'clock'>;

/** The example with its teams, and without leads. Its time passes as it does for people, until somebody lets it fly. */
export interface EmptyDemo extends AsyncDisposable {
  /** As it is now: with another clock, it is another one. */
  readonly world: EmptyWorld;
  readonly colleagues: readonly Colleague[];
  /** Modelled leads and reps live fast until something is so; then it is the next moment at which somebody in sales works. */
  letPass(until: (world: EmptyWorld) => Promise<boolean>): Promise<void>;
}

interface EmptyOptions extends Pick<DemoOptions, 'day' | 'dir' | 'seed'> {
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
  /** Gets every error of modelled people. */
  readonly onError: (error: unknown) => void;
}

/** Real milliseconds between two looks while time flies. */
const LOOK_EVERY = 500;

/** Opens it on a Sunday: what is started then goes out on Monday. */
export async function openEmptyDemo({ day, dir, seed, signal, tell, onError }: EmptyOptions): Promise<EmptyDemo> {
  await using opened = new AsyncDisposableStack();
  const app = await exampleApp();
  const rows = makeRows();
  const cast = castOf(rows, seed);
  let now = (): number => LAUNCH;
  const recipient = (address: string) =>
    cast.member(address).isGone ? { code: 550, text: '5.1.1 no such user here' } : undefined;
  const mail = { now: () => now(), behaviour: { recipient } };
  const [stack, bundle] = await Promise.all([
    startStack({ dir, fresh: true, mail, signal, onProgress: tell }),
    bundleWorkflows(app.workflowsPath),
  ]);
  opened.use(stack);
  const settings = await demoSettings(stack, app, '24h');
  const { simulate } = opened.use(createSimulator({ app: app.dir, databaseUrl: settings.databaseUrl }));
  const { temporal, taskQueue } = stack;
  const log = pino({ level: settings.log }, pino.destination(2));
  const bogus = new Set(rows.filter(({ person }) => person.part === 'bogus').map(({ person }) => person.company.domain));
  const mx: MxResolver = (domain) => Promise.resolve(bogus.has(domain) ? 'no' : 'yes');
  const platforms = opened.use(new AsyncDisposableStack());
  const start = async (...parts: Part[]) =>
    platforms.use(await startPlatform({ app, settings, temporal, taskQueue, log, bundle, mx, simulate, parts }));

  await launchTime({ clock: await beginTime(settings) });
  let [doors, worker] = [await start('api', 'relay'), await start('worker')];
  const worldNow = (): EmptyWorld => ({
    app,
    inbox: inboxOf(stack),
    clock: doors.clock,
    platform: Object.assign(doors, { apiUrl: settings.activities.publicUrl }),
  });
  now = () => doors.clock.now();
  const goOn = async (speed: number, from: (at: number) => number): Promise<void> => {
    await Promise.all([worker.stop(), doors.stop()]);
    await setClock(settings, { origin: from(doors.clock.now()), realOrigin: Date.now(), speed });
    doors = await start('api', 'relay');
    await tellRunning(doors);
    worker = await start('worker');
  };
  const colleagues = await hire(worldNow());
  const owned = opened.move();
  return {
    get world() {
      return worldNow();
    },
    colleagues,
    async letPass(until) {
      const since = doors.clock.now();
      await goOn(speedOf(day), (at) => at);
      const life = await startLife({ world: worldNow(), colleagues, cast, since, onError });
      try {
        while (!(await until(worldNow())))
          await Promise.race([sleep(LOOK_EVERY, undefined, { signal }), doors.broken, worker.broken]);
      } finally {
        await life.stop();
      }
      await goOn(1, (at) => someoneWorks(colleagues, at));
    },
    [Symbol.asyncDispose]: async () => await owned.disposeAsync(),
  };
}
