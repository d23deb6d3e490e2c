import type { Instant } from '../../domain/time/clock.ts';
import type { Rung, SlaId } from '../../domain/sales/sla.ts';
import type { DueRung, SlaClock } from '../../domain/sales/sla-clock.ts';

/** A rung that is due, and the clock that it belongs to. */
export interface Step {
  readonly sla: SlaId;
  readonly round: number;
  readonly rung: Rung;
  readonly dueAt: Instant;
}

/** The ladder of a task's SLA: which rung comes next while no rep acts. */
export class Ladder {
  #clock: SlaClock | undefined;
  /** Of the clock that runs, or ran last. */
  #round: number;
  /** Rungs of the present clock that are behind us. */
  #climbed = 0;
  #giveUpAt: Instant | undefined;

  constructor(clock: SlaClock | undefined) {
    this.#clock = clock;
    this.#round = clock?.round ?? 0;
  }

  /** No rep has acted in time, and the manager has been asked. */
  get isAtManager(): boolean {
    return this.#clock?.sla === 'managerDecision';
  }

  get next(): DueRung | undefined {
    return this.#clock?.rungs[this.#climbed];
  }

  /** When the next rung is due, or the time for all attempts is over. */
  get until(): Instant | undefined {
    return this.next?.at ?? this.#giveUpAt;
  }

  /** Another clock runs from now on, or none; `giveUpAt` is when the time for all attempts is over. */
  start(clock: SlaClock | undefined, giveUpAt?: Instant): void {
    this.#clock = clock;
    this.#round = clock?.round ?? this.#round;
    this.#climbed = 0;
    this.#giveUpAt = giveUpAt;
  }

  /** Takes the next rung; undefined when there is none. */
  climb(): Step | undefined {
    const rung = this.next;
    if (!this.#clock || !rung) return undefined;
    this.#climbed++;
    return { sla: this.#clock.sla, round: this.#clock.round, rung: rung.rung, dueAt: rung.at };
  }

  /** Changed working hours have moved the rung that was taken: it is ahead again. */
  stepBack(clock: SlaClock): undefined {
    this.#clock = clock;
    this.#climbed--;
  }

  /** Postgres has started another clock, or moved the rungs of the one that runs. */
  hear(clock: SlaClock): void {
    if (clock.round > this.#round) this.start(clock);
    else if (clock.round === this.#round && this.#clock) this.#clock = clock;
  }
}
