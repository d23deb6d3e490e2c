import type { App } from '../../config/app.ts';
import { staffIn, type StaffFile } from '../../config/staff-file.ts';
import { openDatabase, type Db } from '../../db/database.ts';
import { leavesMessage } from '../../db/system/outbox.ts';
import { createApiKey } from '../../db/system/api-keys.ts';
import { readInput } from '../../domain/input/program-input.ts';
import { pretended } from '../../domain/lead/step.ts';
import { DAY } from '../../domain/time/duration.ts';
import { createReaders } from '../../simulate/audience/audience.ts';
import { castOf } from '../../simulate/audience/cast.ts';
import { createPublicClient } from '../../simulate/audience/public-client.ts';
import { createPending } from '../../simulate/audience/pending.ts';
import { livesOf, type Life } from '../../simulate/calendar/life.ts';
import type { FollowLine } from '../../simulate/calendar/story-text.ts';
import { collectSimulation } from '../../simulate/calendar/collect-simulation.ts';
import type { Simulation } from '../../simulate/calendar/simulation.ts';
import { withSimulated, type Fitted } from '../../simulate/fit/fit.ts';
import { fittedPhone, fittedReading } from '../../simulate/fit/fitted-people.ts';
import { historyOf } from '../../simulate/fit/history.ts';
import { openSales } from '../../simulate/sales/floor.ts';
import { loadBundle, type WorkflowBundle } from '../../testing/engine.ts';
import { createRecordingMailer } from '../../testing/recording-mailer.ts';
import type { HistoryToReplay } from '../../testing/replay.ts';
import { startThrowawayPostgres, type ThrowawayPostgres } from '../../testing/throwaway-postgres.ts';
import { openVirtualWorld, type VirtualWorld } from '../../testing/virtual-world.ts';
import { PUBLIC_URL } from '../../testing/world/ground.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import type { SaidInput } from '../../api/leads/program-input.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { CliError } from '../cli-error.ts';
import { actDataOf } from './act-data.ts';
import { askWorld } from './ask-world.ts';
import { colleaguesOf } from './colleagues.ts';
import { goOn } from './go-on.ts';
import { follow, nobody } from './follow.ts';
import type { People } from './people.ts';
import { passTime } from './pass-time.ts';
import { received } from './received.ts';

export interface SimulationOrder {
  readonly app: App;
  /** The name of a program that the app has. */
  readonly program: string;
  readonly people: People;
  /** What the campaign says of the program. */
  readonly input?: SaidInput;
  /** The knobs that are turned before the launch. */
  readonly knobs?: SaidInput;
  /** When the program is launched. */
  readonly start: Instant;
  readonly days: number;
  readonly seed: number;
  /** The history to which the rates of people are fitted; otherwise they play the standard parts. */
  readonly fit?: Fitted;
  /** The lead to follow: an id, an address or a number. */
  readonly lead?: string;
  /** The reps; by default those of the app's `staff.json`. */
  readonly staff?: StaffFile;
  /** The server on which it runs, in a database of its own; by default, it starts one. */
  readonly postgres?: ThrowawayPostgres;
  /** Its workflows; by default, it bundles them. */
  readonly bundle?: WorkflowBundle;
  /** How the leads come in; by default, over some days. */
  readonly spread?: Spread;
  readonly signal: AbortSignal;
  /** Gets a line about the progress, now and then. */
  readonly onProgress: (line: string) => void;
  /** Gets the history of every run of every lead, at the end. */
  readonly onHistory?: (history: HistoryToReplay) => void;
}

/** How far apart the leads of a campaign begin. */
export interface Spread {
  readonly spreadDays: number;
  readonly jitterHours: number;
}

/** A simulation, and what became of each lead. */
export interface Simulated {
  readonly simulation: Simulation;
  readonly lives: readonly Life[];
  /** The story of the lead that was followed. */
  readonly story: readonly FollowLine[];
}

/** Lets leads go through a program on the virtual engine, with modelled reps, and counts what becomes of them. */
export async function runSimulation(order: SimulationOrder): Promise<Simulated> {
  const { app, program, people, start, days, seed, fit, signal, onProgress, onHistory } = order;
  const { lane } = app.programs[program]!;
  onProgress('Starting Postgres');
  await using own = order.postgres ? undefined : await startThrowawayPostgres({ signal });
  await using database = await (order.postgres ?? own!).copied();
  const news = { hasCome: false, isWritten: false };
  const onStatement = (text: string) => {
    news.isWritten ||= leavesMessage(text);
  };
  // What happens, happens in turn: with few connections, Postgres plans each statement once or twice.
  await using db = openDatabase(database.url, { max: 2, preparesAll: true, onStatement });
  const cast = castOf([], seed, fit && ((dice) => fittedPhone(fit.rates, dice)));
  const personas = new Map<string, string>();
  const reading = fit && fittedReading(fit.rates, (address) => personas.get(address) ?? '');
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
  const bundle = order.bundle ?? (await loadBundle(app.workflowsPath, { sharedModules: true }));
  const staff = order.staff ?? (await staffIn(app.dir));
  const onActivity = () => {
    news.hasCome = true;
  };
  const pretending = { ...app, steps: pretended(app.steps) };
  const recordHistories = onHistory !== undefined;
  const worldOf = {
    db,
    app: pretending,
    bundle,
    // Beside the program, leads may go on in any other one.
    programs: people.areInPrograms ? Object.keys(app.programs) : [program],
    staff,
    start,
    mail,
    onActivity,
    recordHistories,
    isClosed: true,
  };
  await using world = await openVirtualWorld(worldOf);
  const { clock, engine, newId } = world;
  const { key: intakeKey } = await createApiKey(db, { role: 'intake', principal: 'simulation', at: clock.now() });
  const { values } = readInput(app.programs[program]!.input, order.input ?? {});
  const dataOf = actDataOf(app.policy.engagements, values);
  const client = createPublicClient({ apiUrl: PUBLIC_URL, intakeKey, ask: askWorld(world), newId, dataOf });
  const readers = createReaders({ cast, clock, content: app.content, client, agenda: pending, reading });
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

  const words = await people.come(world, { db, cast, policy: app.policy, lane });
  await goOn(world, Object.keys(app.programs));
  if (fit) for (const [email, persona] of await personasOf(db)) personas.set(email, persona);
  messageIds.push(...(await earlierMessages(db)));
  const follower = order.lead === undefined ? nobody : await follow(world, db, order.lead);
  await launch(world, order);
  const to = (Math.floor(start / DAY) + days) * DAY;
  const onDay = (day: number) => onProgress(`Day ${day} of ${days}: ${messageIds.length} emails`);
  // The last day ends before the first instant of the next one.
  await passTime({ db, world, follower, pending, colleagues, sales, to: to - 1, signal, onDay, news, onError: failures.add });

  for (const { workflowId } of onHistory ? engine.list() : [])
    for (const history of engine.histories(workflowId)) onHistory?.({ workflowId, history });

  const live = (ids: readonly string[]) => {
    const running = new Set(engine.list().flatMap(({ workflowId, status }) => (status === 'running' ? [workflowId] : [])));
    return Promise.resolve(new Set(ids.filter((id) => running.has(workflowIdOf(id)))));
  };
  const witnesses = { content: app.content, policy: app.policy, live, messageIds: () => messageIds };
  const lives = await livesOf(db, start, lane);
  const about = { program, seed, days, from: start, to, people: words, failures: failures.counts() };
  const did = fit && withSimulated(fit.fit, await historyOf(db, app.content, { from: start, to }));
  return {
    simulation: await collectSimulation({ db, lives, witnesses, ...about, fit: did }),
    lives,
    story: await follower.told(),
  };
}

/** The leads come in over five days. */
const standardSpread: Spread = { spreadDays: 5, jitterHours: 0 };

/** Turns knobs, and launches the program for everybody, as a marketer does. @throws CliError when nobody may enter */
async function launch(
  { as, relay }: VirtualWorld,
  { program, input, knobs, spread = standardSpread }: SimulationOrder,
): Promise<void> {
  if (knobs) await as('marketer').programs.turn({ program, knobs, because: 'a simulation' });
  const { enrolled, notEnrolled } = await as('marketer').campaigns.launch({
    name: `A simulation of ${program}`,
    program,
    input,
    everybody: true,
    ...spread,
  });
  if (enrolled === 0) {
    const reasons = notEnrolled.map(({ text, leads }) => `${leads} × ${text}`);
    const all = notEnrolled.reduce((sum, { leads }) => sum + leads, 0);
    throw new CliError('badArgument', `none of the ${all} leads may enter ${program}: ${reasons.join(', ')}.`);
  }
  await relay();
}

/** The persona of each lead that has one, by address. */
async function personasOf(db: Db): Promise<(readonly [string, string])[]> {
  const leads = await db.selectFrom('leads').select(['email', 'persona']).where('persona', 'is not', null).execute();
  return leads.map(({ email, persona }) => [email, persona!]);
}

/** The Message-IDs of emails that the leads of a database got before. */
async function earlierMessages(db: Db): Promise<string[]> {
  const touches = await db.selectFrom('touches').select('messageId').where('messageId', 'is not', null).execute();
  return touches.map(({ messageId }) => messageId!);
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
