import type { Instant } from '../../domain/time/clock.ts';
import type { Rung, SlaId } from '../../domain/sales/sla.ts';
import type { DueRung, SlaClock } from '../../domain/sales/sla-clock.ts';
import type { SavedLadder } from '../../domain/sales/saved-ladder.ts';

/** A rung that is due, with its clock. */
export interface RungStep {
  readonly sla: SlaId;
  readonly round: number;
  readonly rung: Rung;
  readonly dueAt: Instant;
}

/** The ladder of a task's SLA: says which rung comes next while no rep acts. */
export class Ladder {
  #clock: SlaClock | undefined;
  /** The round of the clock that runs, or ran last. */
  #round: number;
  /** How many rungs of the current clock have been taken. */
  #climbed: number;
  #giveUpAt: Instant | undefined;

  constructor({ clock, round = clock?.round ?? 0, climbed = 0, giveUpAt }: Partial<SavedLadder>) {
    this.#clock = clock;
    this.#round = round;
    this.#climbed = climbed;
    this.#giveUpAt = giveUpAt;
  }

  get saved(): SavedLadder {
    return { clock: this.#clock, round: this.#round, climbed: this.#climbed, giveUpAt: this.#giveUpAt };
  }

  /** Whether no rep has acted in time and the manager has been asked. */
  get isAtManager(): boolean {
    return this.#clock?.sla === 'managerDecision';
  }

  /** The next rung; none after the time for all attempts. */
  get next(): DueRung | undefined {
    const rung = this.#clock?.rungs[this.#climbed];
    return rung && this.#giveUpAt !== undefined && rung.at >= this.#giveUpAt ? undefined : rung;
  }

  /** When the next rung is due or, without one, when the time for all attempts ends. */
  get until(): Instant | undefined {
    return this.next?.at ?? this.#giveUpAt;
  }

  /** Starts another clock, or none; `giveUpAt` is when the time for all attempts ends. */
  start(clock: SlaClock | undefined, giveUpAt?: Instant): void {
    this.#clock = clock;
    this.#round = clock?.round ?? this.#round;
    this.#climbed = 0;
    this.#giveUpAt = giveUpAt;
  }

  /** Takes the next rung; undefined if there is none. */
  climb(): RungStep | undefined {
    const rung = this.next;
    if (!this.#clock || !rung) return undefined;
    this.#climbed++;
    return { sla: this.#clock.sla, round: this.#clock.round, rung: rung.rung, dueAt: rung.at };
  }

  /** Gives back the rung that was just taken: changed working hours have moved it into the future. */
  stepBack(clock: SlaClock): undefined {
    this.#clock = clock;
    this.#climbed--;
  }

  /** Takes over a clock that Postgres has started, or whose rungs it has moved. */
  update(clock: SlaClock): void {
    if (clock.round > this.#round) this.start(clock, clock.sla === this.#clock?.sla ? this.#giveUpAt : undefined);
    else if (clock.round === this.#round && this.#clock) this.#clock = clock;
  }
}
