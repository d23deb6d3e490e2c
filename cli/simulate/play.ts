import { staffIn, type StaffFile } from '../../config/staff-file.ts';
import type { Db } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { pretended } from '../../domain/lead/step.ts';
import { DAY } from '../../domain/time/duration.ts';
import { openSales } from '../../simulate/sales/floor.ts';
import { loadBundle } from '../../testing/engine.ts';
import type { RecordingMailer } from '../../testing/recording-mailer.ts';
import { openVirtualWorld, type VirtualWorld } from '../../testing/virtual-world.ts';
import { colleaguesOf } from './colleagues.ts';
import { follow, nobody, type Follower } from './follow.ts';
import { openAudience } from './open-audience.ts';
import { openOwnDatabase, type OwnDatabase } from './own-database.ts';
import { passTime } from './pass-time.ts';
import { createPost, type Post } from './post.ts';
import type { Scene } from './scene.ts';
import type { WorldOrder } from './simulation-order.ts';
import { createTally } from './tally.ts';

interface PlayOrder extends WorldOrder {
  /** The simulation ends before this instant. */
  readonly to: Instant;
  /** The lead to follow. */
  readonly lead?: string | undefined;
}

/** A simulation at its end, while nothing moves. */
export interface Played {
  readonly db: Db;
  readonly world: VirtualWorld;
  readonly post: Post;
  readonly follower: Follower;
  /** Who the leads are, in words. */
  readonly people: string;
  /** Failed actions of modelled people. */
  readonly failures: ReturnType<ReturnType<typeof createTally>['counts']>;
}

/**
 * Plays a scene in a virtual world of its own, with modelled leads and reps.
 * @param collect takes the results out of the world before it is closed
 */
export async function play<T>(order: PlayOrder, scene: Scene, collect: (played: Played) => Promise<T>): Promise<T> {
  const { app, start, to, seed, signal, onProgress } = order;
  onProgress('Starting Postgres');
  await using database = await openOwnDatabase(order);
  const { db, news } = database;
  const post = createPost();
  const staff = order.staff ?? (await staffIn(app.dir));
  onProgress('Bundling the workflows');
  await using world = await openWorld(order, scene, { database, mail: post.mail, staff });
  const { clock, newId } = world;

  const failures = createTally();
  const onError = failures.add;
  const { cast, pending, come } = await openAudience(order, scene, { db, world, post, onError });
  const colleagues = await colleaguesOf(world, db, staff, seed);
  const { dispositions } = app.policy;
  const connectOf = (address: string) => scene.knownOf(address).connect;
  const sales = openSales({ colleagues, cast, clock, dispositions, onError, newId, connectOf });

  const people = await come();
  const follower = order.lead === undefined ? nobody : await follow(world, db, order.lead);
  await scene.begin(world, db);
  const days = Math.ceil((to - start) / DAY);
  const onDay = (day: number) => onProgress(`Day ${day} of ${days}: ${post.messageIds.length} emails`);
  // The last day ends before the first instant of the next one.
  await passTime({ db, world, follower, pending, colleagues, sales, to: to - 1, signal, onDay, news, onError });

  handOverHistories(world, order);
  return await collect({ db, world, post, follower, people, failures: failures.counts() });
}

interface WorldGround {
  readonly database: OwnDatabase;
  readonly mail: RecordingMailer;
  readonly staff: StaffFile;
}

async function openWorld(
  { app, start, bundle, onHistory }: PlayOrder,
  { programs }: Scene,
  { database: { db, news }, mail, staff }: WorldGround,
): Promise<VirtualWorld> {
  return await openVirtualWorld({
    db,
    app: { ...app, steps: pretended(app.steps), providers: [] },
    bundle: bundle ?? (await loadBundle(app.workflowsPath, { sharedModules: true })),
    programs,
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

function handOverHistories({ engine }: VirtualWorld, { onHistory }: WorldOrder): void {
  if (!onHistory) return;
  for (const { workflowId } of engine.list())
    for (const history of engine.histories(workflowId)) onHistory({ workflowId, history });
}
