import type { TeamSlug } from '../../domain/people/team-slug.ts';
import { ApplicationFailure } from '@temporalio/workflow';
import type { JournalOrder } from '../../activities/contract.ts';
import { changeTask } from '../activities.ts';
import { untilDone, type Journal } from '../journal.ts';
import type { CarriedState } from '../state.ts';

/** A rep's task about the lead. */
export interface RepTask {
  readonly id: string;
  readonly team: TeamSlug;
  readonly kind: 'call' | 'acceptance';
  readonly assigneeId: string | undefined;
  /** Whether no rep has acted in time and the manager has been asked. */
  readonly isUndecided: boolean;
}

/** What the tasks need of their visit. */
interface TasksVisit {
  readonly state: CarriedState;
  readonly journal: Journal;
  readonly isCurrent: boolean;
  readonly isSales: boolean;
  readonly parked: string | undefined;
}

/** The tasks that a visit has opened. */
export class RepTasks {
  readonly #visit: TasksVisit;
  readonly #open: Set<string>;
  #last: RepTask | undefined;

  constructor(visit: TasksVisit) {
    this.#visit = visit;
    this.#open = new Set(visit.state.openTasks);
  }

  /** The task that the lead waits on, or last waited on. */
  get last(): RepTask | undefined {
    return this.#last;
  }

  waitsOn(task: RepTask): void {
    this.#last = task;
  }

  isOpen({ id }: RepTask): boolean {
    return this.#open.has(id);
  }

  opened(taskId: string): void {
    this.#open.add(taskId);
    this.#visit.state.openTasks = [...this.#open];
  }

  closed(taskId: string): void {
    this.#open.delete(taskId);
    this.#visit.state.openTasks = [...this.#open];
  }

  /** Closes every open task, however the visit ended. */
  async closeAll(because: string): Promise<void> {
    const { journal, isCurrent, isSales, parked } = this.#visit;
    // An earlier version closed tasks only when a lead was moved out of a sales track.
    if (!isCurrent && (!isSales || parked !== undefined)) return;
    for (const taskId of this.#open) {
      const close = (order: JournalOrder) => changeTask({ ...order, taskId, change: { to: 'closed', because } });
      await untilDone(() => journal.writing(close).catch(unlessImpossible));
      this.closed(taskId);
    }
  }
}

/** Ignores an error that no retry can mend: the task does not exist. */
function unlessImpossible(error: unknown): void {
  if (!(error instanceof ApplicationFailure && error.nonRetryable)) throw error;
}
