import { condition, isCancellation, sleep, workflowInfo } from '@temporalio/workflow';
import type { GateResult, JournalEntry, JournalOrder, LeadRef } from '../activities/contract.ts';
import type { Instant } from '../domain/time/clock.ts';
import { enrich, record } from './activities.ts';
import type { OneAtATime } from './one-at-a-time.ts';
import type { CarriedState } from './state.ts';

/** What the journal needs of its visit. */
interface JournalVisit {
  readonly ref: LeadRef;
  readonly state: CarriedState;
  readonly isCurrent: boolean;
  readonly isClosing: boolean;
  readonly oneAtATime: OneAtATime;
  now(): Instant;
}

/** The lead's story: the visit notes lines, and its activities carry them to Postgres. */
export class Journal {
  readonly #visit: JournalVisit;
  #entries: number;
  /** How many lines an activity is carrying to Postgres. */
  #underWay = 0;

  constructor(visit: JournalVisit) {
    this.#visit = visit;
    this.#entries = visit.state.written + visit.state.journal.length;
  }

  /** Whether Postgres has every line. */
  get isWritten(): boolean {
    return !this.#visit.isCurrent || (this.#visit.state.journal.length === 0 && this.#underWay === 0);
  }

  /** Adds a line to the story; the next activity carries it. */
  note(kind: JournalEntry['kind'], entry: Pick<JournalEntry, 'from' | 'to' | 'reason'> = {}): void {
    const { state } = this.#visit;
    state.journal.push({ visit: state.visit, n: this.#entries++, at: this.#visit.now(), kind, ...entry });
  }

  /** Calls an activity with the lines that are not written yet, and then forgets them. */
  async writing<R>(activity: (order: JournalOrder) => Promise<R>): Promise<R> {
    return await this.#visit.oneAtATime.run(() => this.#carriedBy(activity));
  }

  /** Enriches the lead. The activity carries the lines; an earlier version of it did not. */
  async enriched(): Promise<GateResult> {
    const { ref, state } = this.#visit;
    const journal = [...state.journal];
    const result = await enrich({ ...ref, journal, ...this.#turn() });
    if (result.steps) this.#wrote(state.journal.splice(0, journal.length));
    return result;
  }

  /** Writes the lines that no activity has carried, and retries until it succeeds: what they say has happened. */
  async flush(): Promise<void> {
    for (;;) {
      if (!this.isWritten) await condition(() => this.#underWay === 0);
      if (this.#visit.state.journal.length === 0) return;
      await untilDone(() => this.#visit.oneAtATime.run(() => this.#writeRest()));
    }
  }

  /** Runs next to the track and writes, whenever the visit waits, the lines that no activity carries. */
  async keepWriting(): Promise<void> {
    try {
      for (;;) {
        await condition(() => this.#visit.isClosing || !this.isWritten);
        if (this.#visit.isClosing) return;
        await this.flush();
      }
    } catch (error) {
      if (!isCancellation(error)) throw error;
    }
  }

  /** Adds this run's events to the count that the next run continues. */
  countTurns(): void {
    const { state } = this.#visit;
    state.turns = (state.turns ?? 0) + workflowInfo().historyLength;
  }

  #wrote(journal: readonly JournalEntry[]): void {
    const { state } = this.#visit;
    state.written += journal.length;
    const last = journal.at(-1);
    if (last) state.last = { visit: last.visit, n: last.n };
  }

  /** Numbers the turn by the events before it: a later turn has a higher number, also when the server repeats a turn. */
  #turn(): Required<Pick<JournalOrder, 'turn' | 'after'>> {
    const { last, visit, written, turns = 0 } = this.#visit.state;
    return { turn: turns + workflowInfo().historyLength, after: last ?? { visit, n: written - 1 } };
  }

  async #carriedBy<R>(activity: (order: JournalOrder) => Promise<R>): Promise<R> {
    const { ref, state, isCurrent } = this.#visit;
    const journal = state.journal.splice(0);
    this.#underWay += journal.length;
    try {
      const result = await activity({ ...ref, journal, ...(isCurrent && this.#turn()) });
      this.#wrote(journal);
      return result;
    } catch (error) {
      state.journal.unshift(...journal);
      throw error;
    } finally {
      this.#underWay -= journal.length;
    }
  }

  /** Does nothing if another activity has carried the lines in the meantime. */
  async #writeRest(): Promise<void> {
    if (this.#visit.state.journal.length > 0) await this.#carriedBy(record);
  }
}

/** Real time between two attempts at something that must succeed before a visit may end. */
const RETRY_EVERY = '10 minutes';

/** Retries until it succeeds or the workflow is cancelled. */
export async function untilDone(what: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await what();
      return;
    } catch (error) {
      if (isCancellation(error)) throw error;
      await sleep(RETRY_EVERY);
    }
  }
}
