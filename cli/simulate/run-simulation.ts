import { staffIn, type StaffFile } from '../../config/staff-file.ts';
import { pretended } from '../../domain/lead/step.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { Life } from '../../simulate/calendar/life.ts';
import type { Simulation } from '../../simulate/calendar/simulation.ts';
import type { FollowLine } from '../../simulate/calendar/story-text.ts';
import { openSales } from '../../simulate/sales/floor.ts';
import { loadBundle } from '../../testing/engine.ts';
import type { RecordingMailer } from '../../testing/recording-mailer.ts';
import { openVirtualWorld, type VirtualWorld } from '../../testing/virtual-world.ts';
import { collectResults } from './collect-results.ts';
import { colleaguesOf } from './colleagues.ts';
import { follow, nobody } from './follow.ts';
import { launch } from './launch.ts';
import { openAudience } from './open-audience.ts';
import { openOwnDatabase, type OwnDatabase } from './own-database.ts';
import { passTime } from './pass-time.ts';
import { createPost } from './post.ts';
import type { SimulationOrder } from './simulation-order.ts';
import { createTally } from './tally.ts';

/** A simulation, and what happened to each lead. */
export interface Simulated {
  readonly simulation: Simulation;
  readonly lives: readonly Life[];
  /** The story of the lead that was followed. */
  readonly story: readonly FollowLine[];
}

/** Runs leads through a program on the virtual engine, with modelled reps, and counts the results. */
export async function runSimulation(order: SimulationOrder): Promise<Simulated> {
  const { app, program, start, days, seed, signal, onProgress } = order;
  onProgress('Starting Postgres');
  await using database = await openOwnDatabase(order);
  const { db, news } = database;
  const post = createPost();
  const staff = order.staff ?? (await staffIn(app.dir));
  onProgress('Bundling the workflows');
  await using world = await openWorld(order, database, post.mail, staff);
  const { clock, newId } = world;

  const failures = createTally();
  const onError = failures.add;
  const { cast, pending, come } = await openAudience(order, { db, world, post, onError });
  const colleagues = await colleaguesOf(world, db, staff, seed);
  const { recycle } = app.programs[program]!;
  const { dispositions } = app.policy;
  const sales = openSales({ colleagues, cast, clock, dispositions, onError, newId, connect: recycle.connect });

  const people = await come();
  const follower = order.lead === undefined ? nobody : await follow(world, db, order.lead);
  await launch(world, order);
  const to = (Math.floor(start / DAY) + days) * DAY;
  const onDay = (day: number) => onProgress(`Day ${day} of ${days}: ${post.messageIds.length} emails`);
  // The last day ends before the first instant of the next one.
  await passTime({ db, world, follower, pending, colleagues, sales, to: to - 1, signal, onDay, news, onError });

  handOverHistories(world, order);
  const results = await collectResults(order, { db, world, post, to, people, failures: failures.counts() });
  return { ...results, story: await follower.told() };
}

async function openWorld(
  { app, program, people, start, bundle, onHistory }: SimulationOrder,
  { db, news }: OwnDatabase,
  mail: RecordingMailer,
  staff: StaffFile,
): Promise<VirtualWorld> {
  return await openVirtualWorld({
    db,
    app: { ...app, steps: pretended(app.steps), providers: [] },
    bundle: bundle ?? (await loadBundle(app.workflowsPath, { sharedModules: true })),
    // Beside the program, leads may go on in any other one.
    programs: people.areInPrograms ? Object.keys(app.programs) : [program],
    staff,
    start,
    mail,
    onActivity: () => {
      news.hasCome = true;
    },
    recordHistories: onHistory !== undefined,
    isClosed: true,
  });
}

function handOverHistories({ engine }: VirtualWorld, { onHistory }: SimulationOrder): void {
  if (!onHistory) return;
  for (const { workflowId } of engine.list())
    for (const history of engine.histories(workflowId)) onHistory({ workflowId, history });
}
