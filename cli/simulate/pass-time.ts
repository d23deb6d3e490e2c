import type { Db } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import { nextOpening } from '../../domain/time/working-calendar.ts';
import type { Pending } from '../../simulate/audience/pending.ts';
import type { Colleague } from '../../simulate/sales/colleague.ts';
import { calendarOf } from '../../simulate/sales/staff.ts';
import type { Sales } from '../../simulate/sales/floor.ts';
import type { VirtualWorld } from '../../testing/virtual-world.ts';
import type { Follower } from './follow.ts';
import { changedQueues } from './changed-queues.ts';
import type { News } from './own-database.ts';

interface Time {
  readonly db: Db;
  readonly world: VirtualWorld;
  readonly follower: Follower;
  readonly pending: Pending;
  readonly colleagues: readonly Colleague[];
  readonly sales: Sales;
  readonly to: Instant;
  readonly signal: AbortSignal;
  /** Gets the number of each day that has passed. */
  readonly onDay: (day: number) => void;
  readonly news: News;
  readonly onError: (error: unknown) => void;
}

/** Program time between two rounds: sweeps run, and reps learn that their queues have changed. */
const ROUND = 15 * MINUTE;

const nextRound = (now: Instant): Instant => (Math.floor(now / ROUND) + 1) * ROUND;

/** Lets time pass until an instant: leads do what they have in mind, and reps look into their queues when there is a reason. */
export async function passTime(time: Time): Promise<void> {
  const { db, world, follower, pending, colleagues, sales, to, signal, onDay, news, onError } = time;
  const { clock, engine, relay, deliver } = world;
  const from = clock.now();
  const hasChanged = changedQueues(db);
  const nextLook = new Map<Colleague, Instant>();
  let roundAt: Instant | undefined;
  let today = 0;
  while (clock.now() < to) {
    signal.throwIfAborted();
    await engine.runUntil(Math.min(to, clock.now() + HOUR, pending.nextAt ?? to, roundAt ?? to, ...nextLook.values()));
    const now = clock.now();
    if (await pending.doDue(now)) news.hasCome = true;
    for (const [colleague, at] of nextLook) {
      if (at > now) continue;
      nextLook.delete(colleague);
      const next = await sales.look(colleague).catch(onError);
      if (next !== undefined) nextLook.set(colleague, next);
      await sales.finish();
      news.hasCome = true;
    }
    if (news.isWritten) {
      news.isWritten = false;
      await deliver();
    }
    if (news.hasCome) roundAt ??= nextRound(now);
    news.hasCome = false;
    if (roundAt !== undefined && roundAt <= now) {
      roundAt = undefined;
      await relay();
      const isNews = await hasChanged();
      for (const colleague of colleagues.filter(isNews))
        nextLook.set(colleague, Math.min(nextLook.get(colleague) ?? Infinity, nextOpening(calendarOf(colleague), now)));
    }
    await follower.look();
    const day = Math.floor((now - from) / DAY);
    if (day > today) onDay((today = day));
  }
  await engine.runFor(0);
}
