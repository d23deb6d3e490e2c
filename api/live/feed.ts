import { setTimeout as sleep } from 'node:timers/promises';
import { changesSince, latestChange } from '../../db/events/changes.ts';
import { lastingSessions } from '../../db/people/sessions.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import { standardLives } from '../edge/session.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { Refusal } from '../procedures/refusal.ts';
import type { ChangeFeed } from './change-feed.ts';
import { Listener } from './listener.ts';

/** Real milliseconds between two looks. */
const LOOK_EVERY = 1_000;
/** Changes that one look reads; a broadcast makes more, and then listeners read their pages again. */
const MOST_CHANGES = 1_000;
/** Streams of one session: each tab has one. */
const MOST_STREAMS = 20;

/** One look a second at what changed, for all who listen to this process; none while nobody does. */
export function createChangeFeed({ db, log, settings }: Pick<ApiDeps, 'db' | 'log' | 'settings'>): ChangeFeed {
  const listeners = new Set<Listener>();
  let isLooking = false;

  async function lookWhileNeeded(): Promise<void> {
    let seen: string | undefined;
    while (listeners.size > 0) {
      await look(seen).then(
        (now) => (seen = now),
        (error: unknown) => log.warn({ error: bareError(error) }, 'The changes could not be read; trying again.'),
      );
      await sleep(LOOK_EVERY, undefined, { ref: false });
    }
    isLooking = false;
  }

  /** @returns the number of the latest change that was told */
  async function look(seen: string | undefined): Promise<string> {
    const all = [...listeners];
    const audiences = await lastingSessions(
      db,
      all.map(({ sessionId }) => sessionId),
      settings.sessions ?? standardLives,
    );
    for (const listener of all) if (!audiences.has(listener.sessionId)) listener.end();
    const changes = seen === undefined ? undefined : await changesSince(db, seen, MOST_CHANGES);
    // Before the first look, changes are not seen.
    if (changes === undefined || changes.length === MOST_CHANGES) {
      const latest = await latestChange(db);
      for (const listener of all) listener.hearAll();
      return latest;
    }
    for (const change of changes)
      for (const listener of all) {
        const who = audiences.get(listener.sessionId);
        if (who) listener.hear(who, change);
      }
    return changes.at(-1)?.seq ?? seen!;
  }

  return {
    async *listen(sessionId, signal) {
      if ([...listeners].filter((one) => one.sessionId === sessionId).length >= MOST_STREAMS) throw tooManyStreams();
      const listener = new Listener(sessionId);
      listeners.add(listener);
      signal?.addEventListener('abort', () => listener.end());
      if (!isLooking) {
        isLooking = true;
        void lookWhileNeeded();
      }
      try {
        yield* listener.changes();
      } finally {
        listeners.delete(listener);
      }
    },
    close() {
      for (const listener of listeners) listener.end();
    },
  };
}

const tooManyStreams = (): Refusal =>
  new Refusal('TOO_MANY_REQUESTS', 'This session has too many connections that listen for changes.', {
    code: 'tooManyStreams',
    value: MOST_STREAMS,
    todo: 'Close some tabs of the console.',
  });
