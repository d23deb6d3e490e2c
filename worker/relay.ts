import { setTimeout as sleep } from 'node:timers/promises';
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
import { insist } from '../db/insist.ts';
import { settleReport } from '../db/tasks/reports.ts';
import { claimWaiting, hurry, markDelivered, markUndeliverable, retryAt, type OutboxRow } from '../db/system/outbox.ts';
import { signals, updates } from '../workflows/messages.ts';
import type { OutboxMessage } from '../domain/lead/messages.ts';

export interface RelayDeps {
  readonly db: Db;
  readonly engine: Engine;
  readonly log: Log;
  /** Real milliseconds since the epoch, as Postgres has them. */
  readonly realNow: () => number;
}

/** Real milliseconds. A lease is longer than any call of the engine takes. */
const LEASE = 30_000;
const BACK_OFF = { first: 200, most: 5 * 60_000 };
/** Nothing but another version of the relay, or another track of the lead, helps here. */
const SELDOM = 60_000;
const POLL_EVERY = 100;
/** Messages under way at once; the engine's client does 40 starts at once best. */
const AT_ONCE = 40;

/** Takes what waits in the outbox to the leads, at least once; their ids make the second time harmless. */
export interface Relay {
  /**
   * Delivers what is due, one message a lead.
   * @param realNow real milliseconds since the epoch
   * @returns how many messages it took up; ask again until it is none
   */
  tick(realNow: number): Promise<number>;
}

/** Real milliseconds between two looks at what waits only because the engine was away; a backlog is long. */
const HURRY_EVERY = 1_000;

type TickDeps = Omit<RelayDeps, 'realNow'>;

export const createRelay = ({ db, engine, log }: TickDeps, { atOnce = AT_ONCE } = {}): Relay => {
  let hurriedAt = -Infinity;
  const hurryTheOthers = async (realNow: number) => {
    if (realNow - hurriedAt < HURRY_EVERY) return;
    hurriedAt = realNow;
    await hurry(db, { realNow, leased: LEASE });
  };
  return {
    async tick(realNow) {
      const rows = await claimWaiting(db, { realNow, leaseUntil: realNow + LEASE, most: atOnce });
      const takeUp = async (row: OutboxRow) => {
        const wasDelivered = await deliverAndMark({ db, engine, log }, row, realNow);
        // The engine answers again.
        if (wasDelivered && row.attempts > 1) await hurryTheOthers(realNow);
      };
      await Promise.all(rows.map(takeUp));
      return rows.length;
    },
  };
};

/** @returns whether the lead has heard it */
async function deliverAndMark({ db, engine, log }: TickDeps, row: OutboxRow, realNow: number): Promise<boolean> {
  try {
    const answer = await deliver(engine, row.leadId, row.message);
    await insist(() => markDelivered(db, row.id));
    await insist(() => settle(db, row.message, 'applied', answer));
    return true;
  } catch (error) {
    if (error instanceof LeadNotRunning || error instanceof UpdateRejected) {
      const code = error instanceof UpdateRejected ? error.rejection : 'LeadNotRunning';
      await insist(() => markUndeliverable(db, row.id, code));
      await insist(() => settle(db, row.message, 'rejected', code));
      return false;
    }
    const expected = error instanceof EngineUnavailable || error instanceof LeadBusy;
    log[expected ? 'info' : 'error'](
      { outbox: row.id, attempts: row.attempts, error: nameOf(error) },
      'A message could not be delivered yet.',
    );
    await insist(() => retryAt(db, row.id, realNow + pauseAfter(error, row.attempts), nameOf(error)));
    return false;
  }
}

/** @throws MessageUnknown for one that a newer version wrote: it waits for a relay that knows it */
async function deliver(engine: Engine, leadId: string, message: OutboxMessage): Promise<string | undefined> {
  switch (message.type) {
    case 'enrol':
      await engine.enrol(message.enrolment);
      return undefined;
    case 'signal':
      if (!Object.hasOwn(signals, message.name)) throw new MessageUnknown();
      await engine.signal(leadId, message.name, message.payload);
      return undefined;
    case 'update':
      if (!Object.hasOwn(updates, message.name)) throw new MessageUnknown();
      return (await engine.update(leadId, message.name, message.payload)).next;
    default:
      throw new MessageUnknown();
  }
}

/** A report that came by the outbox: the rep sees what became of it. */
async function settle(db: Db, message: OutboxMessage, state: 'applied' | 'rejected', answer = ''): Promise<void> {
  if (message.type === 'update' && message.name === 'reportOutcome') await settleReport(db, message.payload.id, state, answer);
}

const pauseAfter = (error: unknown, attempts: number): number =>
  error instanceof MessageUnknown || error instanceof LeadFull ? SELDOM : backOff(attempts);

const backOff = (attempts: number): number => Math.min(BACK_OFF.most, BACK_OFF.first * 2 ** Math.min(attempts - 1, 20));

// The name only: a message may quote an address.
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error');

/**
 * Relays until the signal aborts; resolves when the deliveries under way have ended. A slow lead holds up no other one.
 */
export async function runRelay(deps: RelayDeps, { signal }: { signal: AbortSignal }): Promise<void> {
  const relay = createRelay(deps);
  const underWay = new Set<Promise<void>>();
  while (!signal.aborted) {
    let took = 0;
    const round = relay
      .tick(deps.realNow())
      .then((count) => void (took = count))
      .catch((error: unknown) => deps.log.warn({ error: nameOf(error) }, 'The outbox can not be read; trying again.'));
    underWay.add(round);
    void round.finally(() => underWay.delete(round));
    // A round that takes long goes on by itself, beside the next ones.
    await Promise.race([round, pause(POLL_EVERY, signal)]);
    if (took === 0) await pause(POLL_EVERY, signal);
    if (underWay.size >= MOST_ROUNDS) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}

const MOST_ROUNDS = 8;

const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal }).catch(() => {});
};
