import type { FastifyBaseLogger as Log } from 'fastify';
import { untilSaved } from '../db/until-saved.ts';
import { claimDeliveries, settleDelivery, type Delivery } from '../db/events/deliveries.ts';
import { publishEvents } from '../db/events/outgoing.ts';
import { leadRecord } from '../db/leads/lead-record.ts';
import type { Db } from '../db/database.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { bareError } from '../domain/text/bare-error.ts';
import { MINUTE, HOUR } from '../domain/time/duration.ts';
import { SinkRefuses, type Sink, type Sinks } from '../sinks/sink.ts';
import { repeat } from './repeat.ts';

export interface DeliveryDeps {
  readonly db: Db;
  readonly sinks: Sinks;
  readonly policy: Policy;
  readonly log: Log;
  /** Postgres' clock: real milliseconds since the epoch. */
  readonly realNow: () => number;
}

/** Real milliseconds. The lease outlasts a delivery. */
const WITHIN = 15_000;
const LEASE = 60_000;
const POLL_EVERY = 500;
/** Events that are under way to one sink at once. */
const AT_ONCE = 20;
/** Real milliseconds until the next attempt. After the last one, about three days, an event is given up. */
const PAUSES = [5_000, 30_000, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR] as const;

/** Numbers new events, and hands them to the sinks. @returns how many there were */
export const publish = (db: Db, sinks: Sinks): Promise<number> =>
  publishEvents(
    db,
    Object.entries(sinks).map(([sink, { events }]) => ({ sink, types: events })),
  );

/** Delivers the events that are due to one sink. @returns how many it claimed; call again until it is 0 */
export async function deliverTo(deps: DeliveryDeps, name: string, sink: Sink): Promise<number> {
  const now = deps.realNow();
  const due = await claimDeliveries(deps.db, name, { realNow: now, leaseUntil: now + LEASE, most: AT_ONCE });
  await Promise.all(due.map(async (delivery) => await deliver(deps, sink, delivery)));
  return due.length;
}

async function deliver({ db, policy, log, realNow }: DeliveryDeps, sink: Sink, delivery: Delivery): Promise<void> {
  const { event, attempts } = delivery;
  const { leadId } = event;
  const context = {
    attempt: attempts,
    realNow: realNow(),
    signal: AbortSignal.timeout(WITHIN),
    lead: async () => (leadId === undefined ? undefined : await leadRecord(db, policy.fields, leadId)),
  };
  try {
    await Promise.race([sink.deliver(event, context), lateAfter(context.signal)]);
    await untilSaved(() => settleDelivery(db, delivery, { state: 'delivered' }));
  } catch (thrown) {
    const error = bareError(thrown).code;
    const pause = pauseAfter(thrown, attempts);
    log[pause === undefined ? 'error' : 'info'](
      { event: event.id, sink: delivery.sink, attempts, error },
      'A sink did not take an event.',
    );
    const outcome =
      pause === undefined
        ? ({ state: 'dead', error } as const)
        : ({ state: 'waiting', error, realNextAt: realNow() + pause } as const);
    await untilSaved(() => settleDelivery(db, delivery, outcome));
  }
}

/** Rejects when the signal aborts, also for a sink that does not heed it. */
const lateAfter = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new SinkLate()));
  });

class SinkLate extends Error {
  override readonly name = 'SinkLate';
}

/** Real milliseconds until the next attempt; undefined to give up. */
function pauseAfter(thrown: unknown, attempts: number): number | undefined {
  if (thrown instanceof SinkRefuses && thrown.isFinal) return undefined;
  const pause = PAUSES[attempts - 1];
  const asked = thrown instanceof SinkRefuses ? (thrown.retryAfter ?? 0) * 1000 : 0;
  return pause && Math.min(Math.max(pause, asked), PAUSES.at(-1)!);
}

/** Publishes and delivers until the signal aborts; resolves when all deliveries in progress have ended. No sink waits for another. */
export async function runDeliveries(deps: DeliveryDeps, { signal }: { signal: AbortSignal }): Promise<void> {
  const { db, sinks, log } = deps;
  const tasks = [
    () => publish(db, sinks),
    ...Object.entries(sinks).map(
      ([name, sink]) =>
        () =>
          deliverTo(deps, name, sink),
    ),
  ];
  const how = { every: POLL_EVERY, failed: 'The outgoing events could not be read', log, signal };
  await Promise.all(tasks.map(async (work) => await repeat(work, how)));
}
