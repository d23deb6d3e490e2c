import { condition, isCancellation, sleep, workflowInfo } from '@temporalio/workflow';
import type { GateResult, JournalEntry, JournalOrder, LeadRef } from '../activities/contract.ts';
import type { Instant } from '../domain/time/clock.ts';
import { enrich, record } from './activities.ts';
import type { OneAtATime } from './one-at-a-time.ts';
import type { CarriedState } from './state.ts';

/** What the journal asks of the visit whose story it tells. */
interface Told {
  readonly ref: LeadRef;
  readonly state: CarriedState;
  readonly isCurrent: boolean;
  readonly isClosing: boolean;
  readonly oneAtATime: OneAtATime;
  now(): Instant;
}

/** The lead's story: lines that the visit notes, and that ride to Postgres on its activities. */
export class Journal {
  readonly #visit: Told;
  #entries: number;
  /** Lines that an activity carries to Postgres at the moment. */
  #underWay = 0;

  constructor(visit: Told) {
    this.#visit = visit;
    this.#entries = visit.state.written + visit.state.journal.length;
  }

  /** Whether Postgres has every line. */
  get isWritten(): boolean {
    return !this.#visit.isCurrent || (this.#visit.state.journal.length === 0 && this.#underWay === 0);
  }

  /** A line in the story; it rides on the next activity. */
  note(kind: JournalEntry['kind'], entry: Pick<JournalEntry, 'from' | 'to' | 'reason'> = {}): void {
    const { state } = this.#visit;
    state.journal.push({ visit: state.visit, n: this.#entries++, at: this.#visit.now(), kind, ...entry });
  }

  /** Calls an activity with the lines that wait to be written, and then forgets them. */
  async writing<R>(activity: (order: JournalOrder) => Promise<R>): Promise<R> {
    return await this.#visit.oneAtATime.run(() => this.#carriedBy(activity));
  }

  /** Has the lead enriched. The lines ride along; an earlier version left them where they were. */
  async enriched(): Promise<GateResult> {
    const { ref, state } = this.#visit;
    const journal = [...state.journal];
    const result = await enrich({ ...ref, journal, ...this.#turn() });
    if (result.steps) this.#wrote(state.journal.splice(0, journal.length));
    return result;
  }

  /** Writes the lines that no activity has carried along. It insists: what was noted has happened. */
  async flush(): Promise<void> {
    for (;;) {
      if (!this.isWritten) await condition(() => this.#underWay === 0);
      if (this.#visit.state.journal.length === 0) return;
      await insist(() => this.#visit.oneAtATime.run(() => this.#writeRest()));
    }
  }

  /** Writes lines that no activity carries along, as soon as the visit waits: no wait goes on while lines are unwritten. */
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

  /** The run ends here: the next one counts on. */
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

  /** Which turn this is: a later one has more events behind it, also when the server has the lead take it again. */
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

  /** An activity that was asked for before may have carried them along. */
  async #writeRest(): Promise<void> {
    if (this.#visit.state.journal.length > 0) await this.#carriedBy(record);
  }
}

/** Real time between two attempts at what has to be done before a visit may end. */
const INSIST_EVERY = '10 minutes';

/** Does it again and again, until it is done. */
export async function insist(what: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await what();
      return;
    } catch (error) {
      if (isCancellation(error)) throw error;
      await sleep(INSIST_EVERY);
    }
  }
}
