import type { SampleOrder, SimulatedSample } from '../../api/campaigns/simulator.ts';
import { Refusal } from '../../api/procedures/refusal.ts';
import type { MonthOrder, SimulatedMonth } from '../../api/reports/simulated/simulator.ts';
import { loadApp } from '../../config/load-app.ts';
import type { App } from '../../config/app.ts';
import { loadBundle, type WorkflowBundle } from '../../testing/engine.ts';
import { startThrowawayPostgres, type ThrowawayPostgres } from '../../testing/throwaway-postgres.ts';
import { CliError } from '../cli-error.ts';
import { fitOfDatabase } from './fit-of-database.ts';
import { peopleOfDatabase, withIds } from './people-of-database.ts';
import { readingDatabase } from './reading-database.ts';
import { runSimulation } from './run-simulation.ts';
import { simulateMonth } from './simulate-month.ts';
import { staffOfDatabase } from './staff-of-database.ts';
import { turned } from './turned.ts';

/** What the simulator is asked for, by its kind, with the result. */
export interface Simulations {
  readonly sample: { readonly order: SampleOrder; readonly result: SimulatedSample };
  readonly month: { readonly order: MonthOrder; readonly result: SimulatedMonth };
}

export type SimulationKind = keyof Simulations;

type Asked = { readonly [K in SimulationKind]: { readonly kind: K; readonly order: Simulations[K]['order'] } }[SimulationKind];

/** What the simulator is told: the folder of the app first, then one order after the other. */
export type SimulatorOrder = { readonly app: string } | Asked;

/** What it answers to an order: any number of lines about its progress, then the result. */
export type SimulatorAnswer = { readonly progress: string } | { readonly result: unknown } | Failure;

/** An error, as it is told to another process. */
export interface Failure {
  readonly because: string;
  /** The message is for people: it quotes nothing that they may not see. */
  readonly isForPeople: boolean;
  readonly stack: string | undefined;
}

interface Ready {
  readonly app: App;
  readonly postgres: ThrowawayPostgres;
  readonly bundle: WorkflowBundle;
}

/* The process of `createSimulator` and `createForecaster`. It starts a Postgres of its own, and only reads the one that `DATABASE_URL` names. */
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
  const say = (answer: SimulatorAnswer) => void (process.connected && process.send!(answer));
  // Ctrl-C reaches the whole process group: the parent decides when to stop.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => void end());
  process.on('message', (order: SimulatorOrder) => {
    if ('app' in order) ready = prepare(order.app, signal);
    else last = answered(ready!, order, { signal, onProgress: (progress) => say({ progress }) }).then(say);
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

interface Control {
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

async function answered(ready: Promise<Ready>, asked: Asked, control: Control): Promise<SimulatorAnswer> {
  try {
    const playing = { ...(await ready), ...control };
    return { result: await (asked.kind === 'month' ? ofMonth(asked.order, playing) : ofSample(asked.order, playing)) };
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { because: message, isForPeople: error instanceof CliError || error instanceof Refusal, stack };
}

async function ofSample(order: SampleOrder, playing: Ready & Control): Promise<SimulatedSample> {
  const { program, input, start, days, leadIds, spreadDays, jitterHours } = order;
  const { lives, simulation } = await runSimulation({
    ...playing,
    program,
    input,
    knobs: turned(playing.app.programs[program]!, order.knobs),
    people: peopleOfDatabase({ whom: withIds(leadIds), seed: 1 }),
    staff: await readingDatabase(async (trx) => await staffOfDatabase(trx, start)),
    spread: { spreadDays, jitterHours },
    start,
    days,
    seed: 1,
  });
  const byId = new Map(lives.map((life) => [life.id, life]));
  return {
    lives: leadIds.flatMap((id) => byId.get(id) ?? []).map(({ id, emails, beside, place }) => ({ id, emails, beside, place })),
    load: simulation.load,
  };
}

async function ofMonth(order: MonthOrder, playing: Ready & Control): Promise<SimulatedMonth> {
  const staff = await readingDatabase(async (trx) => await staffOfDatabase(trx, order.start));
  playing.onProgress('Reading how leads have reacted');
  return await simulateMonth(order, { ...playing, staff, fit: await fitOfDatabase(playing.app) });
}
