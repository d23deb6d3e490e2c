import type { SampleOrder, SimulatedSample } from '../../api/campaigns/simulator.ts';
import { loadApp } from '../../config/load-app.ts';
import type { App } from '../../config/app.ts';
import { loadBundle, type WorkflowBundle } from '../../testing/engine.ts';
import { startThrowawayPostgres, type ThrowawayPostgres } from '../../testing/throwaway-postgres.ts';
import { peopleOfDatabase, withIds } from './people-of-database.ts';
import { readingDatabase } from './reading-database.ts';
import { runSimulation } from './run-simulation.ts';
import { staffOfDatabase } from './staff-of-database.ts';

/** What the simulator is told: the folder of the app first, then one sample after the other. */
export type SimulatorOrder = { readonly app: string } | SampleOrder;

/** What it answers to a sample. */
export type SimulatorAnswer = { readonly sample: SimulatedSample } | { readonly because: string };

interface Ready {
  readonly app: App;
  readonly postgres: ThrowawayPostgres;
  readonly bundle: WorkflowBundle;
}

/* The process of `createSimulator`. It starts a Postgres of its own, and only reads the one that `DATABASE_URL` names. */
if (import.meta.main) {
  let ready: Promise<Ready> | undefined;
  let last: Promise<unknown> | undefined;
  const ending = new AbortController();
  const { signal } = ending;
  const end = async () => {
    ending.abort();
    await last;
    // If the start failed, there is no Postgres to stop.
    await (await ready?.catch(() => undefined))?.postgres[Symbol.asyncDispose]();
    process.exit(0);
  };
  // Ctrl-C reaches the whole process group: the parent decides when to stop.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => void end());
  process.on('message', (order: SimulatorOrder) => {
    if ('app' in order) ready = prepare(order.app, signal);
    else last = simulated(ready!, order, signal).then((answer) => process.connected && process.send!(answer));
  });
}

async function prepare(folder: string, signal: AbortSignal): Promise<Ready> {
  const app = await loadApp(folder);
  const [postgres, bundle] = await Promise.all([
    startThrowawayPostgres({ signal }),
    loadBundle(app.workflowsPath, { sharedModules: true }),
  ]);
  return { app, postgres, bundle };
}

async function simulated(ready: Promise<Ready>, order: SampleOrder, signal: AbortSignal): Promise<SimulatorAnswer> {
  try {
    return { sample: await simulate(await ready, order, signal) };
  } catch (error) {
    return { because: error instanceof Error ? error.message : String(error) };
  }
}

async function simulate({ app, postgres, bundle }: Ready, order: SampleOrder, signal: AbortSignal): Promise<SimulatedSample> {
  const { program, input, start, days, leadIds, spreadDays, jitterHours } = order;
  const { lives, simulation } = await runSimulation({
    app,
    program,
    input,
    knobs: turned(app, order),
    people: peopleOfDatabase({ whom: withIds(leadIds), seed: 1 }),
    staff: await readingDatabase(async (trx) => await staffOfDatabase(trx, start)),
    postgres,
    bundle,
    spread: { spreadDays, jitterHours },
    start,
    days,
    seed: 1,
    signal,
    onProgress: () => {},
  });
  const byId = new Map(lives.map((life) => [life.id, life]));
  return {
    lives: leadIds.flatMap((id) => byId.get(id) ?? []).map(({ id, emails, beside, place }) => ({ id, emails, beside, place })),
    load: simulation.load,
  };
}

/** The knobs that do not have their standard. */
function turned({ programs }: App, { program, knobs }: SampleOrder): SampleOrder['knobs'] | undefined {
  const specs = programs[program]!.knobs;
  const changed = Object.entries(knobs).filter(([name, value]) => specs[name] && specs[name].standard !== value);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}
