import type { Change } from '../../db/events/changes.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { topics, type Audience, type TopicChange, type TopicName } from './topics.ts';

/** Ids of a topic that wait for a slow listener; beyond, it is told to read all of the topic. */
const MOST_IDS = 200;

const names = kindsOf<TopicName, object>(topics);

/** An open page. Its pending changes are a set of ids, so they stay few even if the page reads slowly. */
export class Listener {
  readonly sessionId: string;
  readonly #waiting = new Map<TopicName, Set<string> | 'all'>();
  #wake = Promise.withResolvers<void>();
  #isOver = false;

  constructor(sessionId: string) {
    this.sessionId = sessionId;
    // What changed before is not known: a page may have been read long ago.
    this.hearAll();
  }

  /** Hears of a change, if this is for them. */
  hear(who: Audience, change: Change): void {
    for (const topic of names) {
      if (!topics[topic].isFor(who, change)) continue;
      for (const id of topics[topic].ids(change)) this.#add(topic, id);
    }
  }

  /** Hears that more changed than can be listed. */
  hearAll(): void {
    for (const topic of names) this.#waiting.set(topic, 'all');
    this.#wake.resolve();
  }

  #add(topic: TopicName, id: string): void {
    const ids = this.#waiting.get(topic) ?? new Set();
    if (ids === 'all') return;
    ids.add(id);
    this.#waiting.set(topic, ids.size > MOST_IDS ? 'all' : ids);
    this.#wake.resolve();
  }

  end(): void {
    this.#isOver = true;
    this.#wake.resolve();
  }

  /** What changed, until it ends. */
  async *changes(): AsyncGenerator<TopicChange> {
    while (true) {
      await this.#wake.promise;
      if (this.#isOver) return;
      this.#wake = Promise.withResolvers();
      const waiting = [...this.#waiting];
      this.#waiting.clear();
      for (const [topic, ids] of waiting) {
        if (ids === 'all') yield { topic };
        else for (const id of ids) yield { topic, id };
      }
    }
  }
}
