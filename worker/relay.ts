import type { FastifyBaseLogger as Log } from 'fastify';
import {
  EngineUnavailable,
  LeadBusy,
  LeadFull,
  LeadNotRunning,
  MessageUnknown,
  UpdateRejected,
  type Engine,
} from '../engine/engine.ts';
import type { Db } from '../db/database.ts';
import { untilSaved } from '../db/until-saved.ts';
import { settleReport } from '../db/tasks/reports.ts';
import { claimWaiting, retryNow, markDelivered, markUndeliverable, retryAt, type OutboxRow } from '../db/system/outbox.ts';
import { signals, updates } from '../workflows/messages.ts';
import type { Enrolment, OutboxMessage } from '../domain/lead/messages.ts';
import type { Facts } from './facts-at-start.ts';
import { pauseFor } from './pause-for.ts';

export interface RelayDeps {
  readonly db: Db;
  readonly engine: Engine;
  readonly log: Log;
  /** What leads begin with, so that they need not ask for it; see `factsAtStart`. */
  readonly factsOf?: (enrolments: readonly Enrolment[]) => Promise<Facts>;
  /** Postgres' clock: real milliseconds since the epoch. */
  readonly realNow: () => number;
}

/** Real milliseconds. The lease outlasts any call to the engine. */
const LEASE = 30_000;
const BACK_OFF = { first: 200, most: 5 * 60_000 };
/** For failures that only a newer relay or the lead's next track can end. */
const SELDOM = 60_000;
const POLL_EVERY = 100;
/** Messages delivered at once; the engine's client is fastest with 40 starts at once. */
const AT_ONCE = 40;

/** Delivers the outbox to the leads at least once; the ids of messages make a repetition harmless. */
export interface Relay {
  /**
   * Delivers due messages, one per lead.
   * @param realNow real milliseconds since the epoch
   * @returns how many messages it claimed; call again until it is 0
   */
  tick(realNow: number): Promise<number>;
}

/** Real milliseconds between two rounds that bring forward the backlog of an engine outage. */
const HURRY_EVERY = 1_000;

type TickDeps = Omit<RelayDeps, 'realNow'>;

export function createRelay({ db, engine, log, factsOf }: TickDeps, { atOnce = AT_ONCE } = {}): Relay {
  let hurriedAt = -Infinity;
  const hurryBacklog = async (realNow: number) => {
    if (realNow - hurriedAt < HURRY_EVERY) return;
    hurriedAt = realNow;
    await retryNow(db, { realNow, leased: LEASE });
  };
  return {
    async tick(realNow) {
      const rows = await claimWaiting(db, { realNow, leaseUntil: realNow + LEASE, most: atOnce });
      const enrolments = rows.flatMap(({ message }) => (message.type === 'enrol' ? [message.enrolment] : []));
      // A lead that gets no facts loads them itself.
      const facts = await factsOf?.(enrolments).catch(() => undefined);
      const process = async (row: OutboxRow) => {
        const wasDelivered = await deliverAndMark({ db, engine, log }, row, realNow, facts);
        // The engine answers again, so deliver the backlog now.
        if (wasDelivered && row.attempts > 1) await hurryBacklog(realNow);
      };
      await Promise.all(rows.map(process));
      return rows.length;
    },
  };
}

/** @returns whether the lead has received the message */
async function deliverAndMark({ db, engine, log }: TickDeps, row: OutboxRow, realNow: number, facts?: Facts): Promise<boolean> {
  try {
    const answer = await deliver(engine, row.leadId, row.message, facts);
    await untilSaved(() => markDelivered(db, row.id));
    await untilSaved(() => settle(db, row.message, 'applied', answer));
    return true;
  } catch (error) {
    if (error instanceof LeadNotRunning || (error instanceof UpdateRejected && !isTooEarly(error))) {
      const code = error instanceof UpdateRejected ? error.rejection : 'LeadNotRunning';
      await untilSaved(() => markUndeliverable(db, row.id, code));
      await untilSaved(() => settle(db, row.message, 'rejected', code));
      return false;
    }
    const expected = error instanceof EngineUnavailable || error instanceof LeadBusy || isTooEarly(error);
    log[expected ? 'info' : 'error'](
      { outbox: row.id, attempts: row.attempts, error: nameOf(error) },
      'A message could not be delivered yet.',
    );
    await untilSaved(() => retryAt(db, row.id, realNow + pauseAfter(error, row.attempts), nameOf(error)));
    return false;
  }
}

/** Whether the lead is between two tracks, and applies the update in a moment. */
const isTooEarly = (error: unknown): boolean => error instanceof UpdateRejected && error.rejection === 'NotReady';

/** @throws MessageUnknown for a message of a newer version; it waits for a newer relay */
async function deliver(engine: Engine, leadId: string, message: OutboxMessage, facts?: Facts): Promise<string | undefined> {
  switch (message.type) {
    case 'enrol':
      await engine.enrol({ ...message.enrolment, facts: facts?.get(leadId) });
      return undefined;
    case 'signal':
      if (!Object.hasOwn(signals, message.name)) throw new MessageUnknown();
      await engine.signal(leadId, message.name, message.payload, message.lane);
      return undefined;
    case 'update':
      if (!Object.hasOwn(updates, message.name)) throw new MessageUnknown();
      return (await engine.update(leadId, message.name, message.payload, message.lane)).next;
    default:
      throw new MessageUnknown();
  }
}

/** Settles a report that was delivered from the outbox, so that the rep sees its result. */
async function settle(db: Db, message: OutboxMessage, state: 'applied' | 'rejected', answer = ''): Promise<void> {
  if (message.type === 'update' && message.name === 'reportOutcome') await settleReport(db, message.payload.id, state, answer);
}

const pauseAfter = (error: unknown, attempts: number): number =>
  error instanceof MessageUnknown || error instanceof LeadFull ? SELDOM : backOff(attempts);

const backOff = (attempts: number): number => Math.min(BACK_OFF.most, BACK_OFF.first * 2 ** Math.min(attempts - 1, 20));

// The name only: a message may quote an address.
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error');

/**
 * Relays until the signal aborts; resolves when all deliveries in progress have ended. A slow lead does not delay the others.
 */
export async function runRelay(deps: RelayDeps, { signal }: { signal: AbortSignal }): Promise<void> {
  const relay = createRelay(deps);
  const rounds = new Set<Promise<void>>();
  while (!signal.aborted) {
    let claimed = 0;
    const round = relay
      .tick(deps.realNow())
      .then((count) => void (claimed = count))
      .catch((error: unknown) => deps.log.warn({ error: nameOf(error) }, 'The outbox could not be read; trying again.'));
    rounds.add(round);
    void round.finally(() => rounds.delete(round));
    // A slow round continues in parallel with the next rounds.
    await Promise.race([round, pauseFor(POLL_EVERY, signal)]);
    if (claimed === 0) await pauseFor(POLL_EVERY, signal);
    if (rounds.size >= MOST_ROUNDS) await Promise.race(rounds);
  }
  await Promise.all(rounds);
}

const MOST_ROUNDS = 8;
