import type { App } from '../../config/app.ts';
import { staffIn } from '../../config/staff-file.ts';
import { openDatabase } from '../../db/database.ts';
import { createApiKey } from '../../db/system/api-keys.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import { nextOpening } from '../../domain/time/working-calendar.ts';
import { createReaders } from '../../simulate/audience/audience.ts';
import { castOf } from '../../simulate/audience/cast.ts';
import { createPublicClient } from '../../simulate/audience/public-client.ts';
import { modelledLeads } from '../../simulate/audience/modelled-leads.ts';
import { createPending, type Pending } from '../../simulate/audience/pending.ts';
import { collectSimulation } from '../../simulate/calendar/collect-simulation.ts';
import type { Simulation } from '../../simulate/calendar/simulation.ts';
import type { Colleague } from '../../simulate/sales/colleague.ts';
import { openSales, type Sales } from '../../simulate/sales/floor.ts';
import { loadBundle } from '../../testing/engine.ts';
import { createRecordingMailer } from '../../testing/recording-mailer.ts';
import type { HistoryToReplay } from '../../testing/replay.ts';
import { startThrowawayPostgres } from '../../testing/throwaway-postgres.ts';
import { openVirtualWorld, PUBLIC_URL, START, type VirtualWorld } from '../../testing/virtual-world.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { askWorld } from './ask-world.ts';
import { colleaguesOf } from './colleagues.ts';
import { received } from './received.ts';

export interface SimulationOrder {
  readonly app: App;
  /** The name of a program that the app has. */
  readonly program: string;
  readonly leads: number;
  readonly days: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Gets a line about the progress, now and then. */
  readonly onProgress: (line: string) => void;
  /** Gets the history of every run of every lead, at the end. */
  readonly onHistory?: (history: HistoryToReplay) => void;
}

/** Lets modelled leads go through a program on the virtual engine, with modelled reps, and counts what becomes of them. */
export async function runSimulation(order: SimulationOrder): Promise<Simulation> {
  const { app, program, leads, days, seed, signal, onProgress, onHistory } = order;
  onProgress('Starting Postgres');
  await using postgres = await startThrowawayPostgres({ signal });
  await using db = openDatabase(postgres.url);
  const cast = castOf([], seed);
  const failures = createTally();
  const pending = createPending(failures.add);
  const messageIds: string[] = [];
  const mail = createRecordingMailer({
    record: false,
    onEmail: (email) => {
      messageIds.push(email.messageId);
      readers.receive(received(email, messageIds.length));
    },
  });
  onProgress('Bundling the workflows');
  const bundle = await loadBundle(app.workflowsPath, { sharedModules: true });
  const staff = await staffIn(app.dir);
  const news = { hasCome: false };
  const onActivity = () => {
    news.hasCome = true;
  };
  const recordHistories = onHistory !== undefined;
  const worldOf = { db, app, bundle, programs: [program], staff, start: START, mail, onActivity, recordHistories };
  await using world = await openVirtualWorld(worldOf);
  const { clock, engine, newId } = world;
  const { key: intakeKey } = await createApiKey(db, { role: 'intake', principal: 'simulation', at: clock.now() });
  const client = createPublicClient({ apiUrl: PUBLIC_URL, intakeKey, ask: askWorld(world), newId });
  const readers = createReaders({ cast, clock, content: app.content, client, agenda: pending });
  const colleagues = await colleaguesOf(world, db, staff, seed);
  const sales = openSales({
    colleagues,
    cast,
    clock,
    dispositions: app.policy.dispositions,
    onError: failures.add,
    newId,
    connect: app.programs[program]!.recycle.connect,
  });

  const enrolled = await launch(world, program, modelledLeads(leads, cast, app.policy));
  const to = START + days * DAY;
  const onDay = (day: number) => onProgress(`Day ${day} of ${days}: ${messageIds.length} emails`);
  await passTime({ world, pending, colleagues, sales, to, signal, onDay, news, onError: failures.add });

  for (const { workflowId } of onHistory ? engine.list() : [])
    for (const history of engine.histories(workflowId)) onHistory?.({ workflowId, history });

  const live = (ids: readonly string[]) => {
    const running = new Set(engine.list().flatMap(({ workflowId, status }) => (status === 'running' ? [workflowId] : [])));
    return Promise.resolve(new Set(ids.filter((id) => running.has(workflowIdOf(id)))));
  };
  const witnesses = { content: app.content, policy: app.policy, live, messageIds: () => messageIds };
  const about = { program, seed, days, from: START, to, leads, enrolled };
  return await collectSimulation({ db, witnesses, ...about, failures: failures.counts() });
}

interface Time {
  readonly world: VirtualWorld;
  readonly pending: Pending;
  readonly colleagues: readonly Colleague[];
  readonly sales: Sales;
  readonly to: Instant;
  readonly signal: AbortSignal;
  /** Gets the number of each day that has passed. */
  readonly onDay: (day: number) => void;
  /** Whether something has happened to a lead since the reps last heard of it. */
  readonly news: { hasCome: boolean };
  readonly onError: (error: unknown) => void;
}

/** Program time after which reps look into their queues because something has happened to a lead. */
const LOOK_AFTER = 15 * MINUTE;

/** Lets time pass until an instant: leads do what they have in mind, and reps look into their queues when there is a reason. */
async function passTime({ world, pending, colleagues, sales, to, signal, onDay, news, onError }: Time): Promise<void> {
  const { clock, engine, relay } = world;
  const nextLook = new Map(colleagues.map((colleague) => [colleague, Infinity]));
  let today = 0;
  while (clock.now() < to) {
    signal.throwIfAborted();
    await engine.runUntil(Math.min(to, clock.now() + HOUR, pending.nextAt ?? to, ...nextLook.values()));
    if (await pending.doDue(clock.now())) news.hasCome = true;
    const looking = colleagues.filter((colleague) => nextLook.get(colleague)! <= clock.now());
    for (const colleague of looking) {
      nextLook.set(colleague, (await sales.look(colleague).catch(onError)) ?? Infinity);
      await sales.finish();
    }
    if (news.hasCome || looking.length > 0) await relay();
    if (news.hasCome)
      for (const [colleague, at] of nextLook)
        nextLook.set(colleague, Math.min(at, nextOpening(colleague.calendar, clock.now() + LOOK_AFTER)));
    news.hasCome = false;
    const day = Math.floor((clock.now() - START) / DAY);
    if (day > today) onDay((today = day));
  }
  await engine.runFor(0);
}

/** How many days the leads take to come in. */
const SPREAD_DAYS = 5;

/** Imports the leads and launches the program, as a marketer does. @returns how many leads entered */
async function launch({ as, relay }: VirtualWorld, program: string, rows: ReturnType<typeof modelledLeads>): Promise<number> {
  const marketer = as('marketer');
  await marketer.leads.import({ file: { rows: [...rows] }, source: 'simulation', consentBasis: 'optIn' });
  const { enrolled } = await marketer.campaigns.launch({ name: 'Simulation', program, spreadDays: SPREAD_DAYS });
  await relay();
  return enrolled;
}

/** Counts what went wrong, by its words. */
function createTally() {
  const counts = new Map<string, number>();
  return {
    add: (error: unknown) => {
      const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      counts.set(what, (counts.get(what) ?? 0) + 1);
    },
    counts: () => [...counts].map(([what, count]) => ({ what, count })).toSorted((a, b) => b.count - a.count),
  };
}
