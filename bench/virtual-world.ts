import { fileURLToPath } from 'node:url';
import { failuresWithoutPersonalData } from '../activities/interceptor.ts';
import { compiled } from './app.ts';
import { createRenderer, type Renderer } from '../content/render.ts';
import type { Db } from '../db/database.ts';
import { wallClock, type Clock, type Instant } from '../domain/time/clock.ts';
import type { Engine } from '../engine/engine.ts';
import { loadBundle, VirtualEngine, type WorkflowBundle } from '../testing/engine.ts';
import { createRecordingMailer } from '../testing/recording-mailer.ts';
import { virtualLeadEngine } from '../testing/lead-engine.ts';
import { log, shippedActivities } from './activities.ts';
import { bareActivities, openBarePool } from './bare-activities.ts';

/** Tuesday, 11:00 in Berlin: the send window is open, and the hour that spreads its opening has passed. */
export const TUESDAY: Instant = Date.parse('2026-03-10T10:00:00Z');

export const workflowPaths = {
  trellis: fileURLToPath(new URL('./workflows/index.ts', import.meta.url)),
  bare: fileURLToPath(new URL('./workflows/bare.ts', import.meta.url)),
} as const;

/** The base of all worlds: an empty, migrated database, and everything that is prepared once. */
export interface Earth {
  readonly db: Db;
  readonly databaseUrl: string;
  readonly trellis: WorkflowBundle;
  readonly bare: WorkflowBundle;
  readonly renderer: Renderer;
}

/** Bundles the workflows, or takes them from the cache, and creates a renderer. */
export async function prepare(): Promise<Omit<Earth, 'db' | 'databaseUrl'>> {
  const [trellis, bare] = await Promise.all([
    loadBundle(workflowPaths.trellis, { sharedModules: true }),
    loadBundle(workflowPaths.bare),
  ]);
  return { trellis, bare, renderer: createRenderer(compiled) };
}

export interface World extends AsyncDisposable {
  readonly engine: VirtualEngine;
  /** How often each activity was called. */
  readonly calls: ReadonlyMap<string, number>;
}

/** The shipped lifecycle and activities under a virtual clock. */
export async function trellisWorld(
  { db, trellis: bundle, renderer }: Earth,
  { recordHistories = false } = {},
): Promise<World & { readonly leads: Engine }> {
  const time: { engine?: VirtualEngine } = {};
  const clock: Clock = { spec: wallClock, now: () => time.engine?.now ?? TUESDAY };
  const { activities, calls } = counted({
    ...shippedActivities({ db, clock, mailer: createRecordingMailer({ record: false }), renderer }),
  });
  const activityInterceptors = [failuresWithoutPersonalData(log)];
  const engine = await VirtualEngine.create({ bundle, activities, start: TUESDAY, activityInterceptors, recordHistories });
  time.engine = engine;
  return { engine, calls, leads: virtualLeadEngine(engine), [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose]() };
}

/** The bare workflows, without sending, on a real database. */
export async function bareWorld({ databaseUrl, bare: bundle }: Earth): Promise<World> {
  const pool = await openBarePool(databaseUrl);
  const time: { engine?: VirtualEngine } = {};
  const written = bareActivities(pool, () => Promise.resolve(), () => time.engine?.now ?? TUESDAY); // prettier-ignore
  const { activities, calls } = counted({ ...written });
  const engine = await VirtualEngine.create({ bundle, activities, start: TUESDAY });
  time.engine = engine;
  const dispose = async () => {
    await engine[Symbol.asyncDispose]();
    await pool.end();
  };
  return { engine, calls, [Symbol.asyncDispose]: dispose };
}

type Activity = (...args: never[]) => Promise<unknown>;

function counted(activities: Record<string, Activity>) {
  const calls = new Map<string, number>();
  const counting = Object.entries(activities).map(([name, activity]): [string, Activity] => [
    name,
    (...args) => {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      return activity(...args);
    },
  ]);
  return { activities: Object.fromEntries(counting), calls };
}
