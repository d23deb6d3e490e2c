import type { Instant } from '../../domain/time/clock.ts';

/** Something that happens at an instant of virtual time. */
export interface Due {
  readonly at: Instant;
  /** Breaks ties: what was added first happens first. */
  readonly order: number;
  readonly happen: () => void | Promise<void>;
  cancelled: boolean;
}

const before = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap of everything that is due, by instant, then by order of insertion. */
export class DueQueue {
  readonly #heap: Due[] = [];
  #count = 0;

  add(at: Instant, happen: Due['happen']): Due {
    const due: Due = { at, order: this.#count++, happen, cancelled: false };
    this.#heap.push(due);
    this.#rise(this.#heap.length - 1);
    return due;
  }

  /** The instant of the next item that is not cancelled. */
  nextAt(): Instant | undefined {
    while (this.#heap[0]?.cancelled) this.#removeFirst();
    return this.#heap[0]?.at;
  }

  /** Removes and returns the next item that is due at or before `now`. */
  take(now: Instant): Due | undefined {
    const at = this.nextAt();
    return at !== undefined && at <= now ? this.#removeFirst() : undefined;
  }

  #removeFirst(): Due | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last && last !== first) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #rise(from: number) {
    for (let child = from, parent; child > 0; child = parent) {
      parent = (child - 1) >> 1;
      if (!this.#swapIfBefore(child, parent)) return;
    }
  }

  #sink(from: number) {
    for (let parent = from; ;) {
      const left = 2 * parent + 1;
      const child = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfBefore(child, parent)) return;
      parent = child;
    }
  }

  #isBefore(i: number, j: number): boolean {
    const a = this.#heap[i];
    const b = this.#heap[j];
    return a !== undefined && b !== undefined && before(a, b);
  }

  #swapIfBefore(child: number, parent: number): boolean {
    if (!this.#isBefore(child, parent)) return false;
    const moved = this.#heap[child] as Due;
    this.#heap[child] = this.#heap[parent] as Due;
    this.#heap[parent] = moved;
    return true;
  }
}
