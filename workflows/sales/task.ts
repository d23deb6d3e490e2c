import { patched } from '@temporalio/workflow';
import type { EscalationOrder, JournalOrder, OutcomeApplied, TaskOrder } from '../../activities/contract.ts';
import type { Claim, Decision, OutcomeReport, TaskChanged } from '../../domain/lead/messages.ts';
import type { RecycleReason } from '../../domain/sales/recycle.ts';
import { programDispositions } from '../../domain/sales/dispositions.ts';
import { rungs, slas, type Sla, type SlaId } from '../../domain/sales/sla.ts';
import type { SlaClock } from '../../domain/sales/sla-clock.ts';
import { applyOutcome, changeTask, escalate, openTask } from '../activities.ts';
import type { TaskMessage } from '../inbox.ts';
import { ended } from '../next.ts';
import type { Flow } from '../flow.ts';
import type { Run } from '../run.ts';

export interface Assignment {
  readonly kind: 'call' | 'acceptance';
  readonly team: string;
  readonly sla: SlaId;
}

/** What comes of waiting for a task: a rep's report, written; or nobody acted until the last rung. */
export interface Reported {
  readonly type: 'reported';
  readonly report: OutcomeReport;
  readonly applied: OutcomeApplied;
}
export type TaskEvent = Reported | { readonly type: 'gaveUp'; readonly reason: RecycleReason };

/** Where a task is worked on. */
interface Place {
  readonly run: Run;
  readonly flow: Flow;
}

/** A task of a rep, with the clock of its SLA. */
export class SalesTask {
  readonly id: string;
  readonly #place: Place;
  readonly #sla: SlaId;
  #clock: SlaClock | undefined;
  /** Of the clock that runs, or ran last. */
  #round: number;
  /** Rungs of the present clock that are behind us. */
  #climbed = 0;
  #giveUpAt: number | undefined;
  #exclude: string[];

  private constructor(place: Place, sla: SlaId, id: string, clock: SlaClock | undefined) {
    this.#place = place;
    this.#sla = sla;
    this.id = id;
    this.#clock = clock;
    this.#round = clock?.round ?? 0;
    this.#exclude = [...place.run.state.exclude];
  }

  /**
   * Puts a task into the queue of the rep whom routing chooses. The clock of a call runs from what made the lead ready for
   * sales; that of an acceptance from the moment the lead is handed over.
   * @throws TrackLeft when a call is to be made and every channel to the lead is closed
   */
  static async open(place: Place, { kind, team, sla }: Assignment, because: string): Promise<SalesTask> {
    const { run, flow } = place;
    const { trigger, prefer, exclude } = run.state;
    const order: Omit<TaskOrder, keyof JournalOrder> = {
      key: flow.nextKey(),
      kind,
      team,
      sla,
      because,
      clockFrom: kind === 'call' && trigger ? trigger.at : run.now(),
      exclude,
      ...(trigger && { trigger }),
      ...(prefer && { prefer }),
    };
    const { taskId, assigneeId, clock, unreachable } = await flow.writing((journal) => openTask({ ...journal, ...order }));
    if (unreachable !== undefined) flow.leave(ended('archived', unreachable), unreachable);
    run.opened(taskId);
    flow.stay();
    run.task = { id: taskId, team, kind, assigneeId, state: 'open' };
    return new SalesTask(place, sla, taskId, clock);
  }

  /** Waits for the rep, and climbs the ladder of the SLA while nobody acts. */
  async next(): Promise<TaskEvent> {
    const { run, flow } = this.#place;
    for (;;) {
      const rung = this.#clock?.rungs[this.#climbed];
      const until = rung?.at ?? this.#giveUpAt;
      const what = rung ? `a rep (then: ${rungs[rung.rung].label.toLowerCase()})` : 'a rep';
      const isTold = await flow.waitUntil(() => run.inbox.tasks.length > 0, until, what);
      const event = isTold ? await this.#hearFirst() : await this.#climb();
      if (event) return event;
    }
  }

  /** Closes the task without a report. */
  async close(because: string): Promise<void> {
    const { run, flow } = this.#place;
    await flow.writing((journal) => changeTask({ ...journal, taskId: this.id, change: { to: 'closed', because } }));
    run.closed(this.id);
  }

  /** What can't be written stays in the inbox: whoever said it is told to ask again once an operator has seen to it. */
  async #hearFirst(): Promise<TaskEvent | undefined> {
    const { tasks } = this.#place.run.inbox;
    const event = await this.#hear(tasks[0]!);
    tasks.shift();
    return event;
  }

  async #hear({ type, message }: TaskMessage): Promise<TaskEvent | undefined> {
    const { inbox, task } = this.#place.run;
    // It was let in before something else happened to the task.
    if (message.taskId !== this.id) return type === 'change' ? undefined : inbox.reject(message.id, 'TaskClosed');
    const isSomebodyElses = type === 'outcome' && task?.assigneeId && task.assigneeId !== message.by;
    // Before, the lead decided by itself who may report; now Postgres does, where a task may have gone to somebody else.
    if (isSomebodyElses && !patched('postgres-knows-who-reports')) return inbox.reject(message.id, 'TaskReassigned');
    switch (type) {
      case 'outcome':
        return this.#apply(message);
      case 'decision':
        return this.#decide(message);
      case 'claim':
        return this.#claim(message);
      case 'change':
        return this.#change(message);
    }
  }

  async #apply(report: OutcomeReport): Promise<TaskEvent | undefined> {
    const { run, flow } = this.#place;
    const applied = await flow.writing((journal) => applyOutcome({ ...journal, report }));
    if (applied.rejected) return run.inbox.reject(report.id, applied.rejected.code, applied.rejected.details);
    // An attempt stops the clock; a date that the rep gave starts a new one.
    this.#start(applied.clock);
    this.#giveUpAt = applied.nextAttemptAt === undefined ? undefined : applied.giveUpAt;
    if (applied.assigneeId) this.#assign(applied.assigneeId);
    // Nobody was reached: the program decides whether the rep tries again.
    if (!applied.clock && programDispositions[report.disposition].next !== 'retry') run.closed(this.id);
    run.inbox.answer(report.id, report.disposition);
    return { type: 'reported', report, applied };
  }

  async #decide({ id, by, decision, to }: Decision): Promise<TaskEvent | undefined> {
    const { run } = this.#place;
    // Somebody has claimed it, or decided, since this was let in.
    if (run.isCurrent && run.task?.state !== 'undecided') return run.inbox.reject(id, 'NotWaitingForDecision');
    if (decision === 'recycle') {
      await this.close('the manager sent it back');
      run.inbox.answer(id, 'recycled');
      return { type: 'gaveUp', reason: run.task?.assigneeId ? 'salesDidNotAct' : 'nobodyFree' };
    }
    const repId = decision === 'keep' ? run.task?.assigneeId : to;
    return this.#give(id, by, repId, decision);
  }

  async #claim({ id, by }: Claim): Promise<undefined> {
    return this.#give(id, by, by, 'claimed');
  }

  async #give(id: string, by: string, repId: string | undefined, answer: string): Promise<undefined> {
    const { run, flow } = this.#place;
    // The manager's decision starts the clock again; a claim goes on under the same one, unless nobody had the task.
    const restart = run.task?.state === 'undecided' ? { restartClock: this.#sla } : {};
    const change = { to: 'rep', exclude: this.#exclude, ...(repId && { repId }), ...restart } as const;
    const given = await flow.writing((journal) => changeTask({ ...journal, taskId: this.id, id, by, change }));
    if (given.rejected) return run.inbox.reject(id, given.rejected);
    this.#assign(given.assigneeId);
    if (given.clock) this.#start(given.clock);
    run.inbox.answer(id, answer);
    return undefined;
  }

  /** Nobody let the task lie: who had it may have it again. */
  #change({ assigneeId, clock }: TaskChanged): undefined {
    const { task } = this.#place.run;
    if (task && assigneeId !== undefined) task.assigneeId = assigneeId ?? undefined;
    if (!clock || clock.round < this.#round) return;
    if (clock.round > this.#round) this.#start(clock);
    else if (this.#clock) this.#clock = clock;
  }

  async #climb(): Promise<TaskEvent | undefined> {
    const { run, flow } = this.#place;
    const clock = this.#clock;
    const rung = clock?.rungs[this.#climbed];
    if (!clock || !rung) {
      await this.close('every attempt was made');
      return { type: 'gaveUp', reason: 'unreachable' };
    }
    this.#climbed++;
    const order: Omit<EscalationOrder, keyof JournalOrder> = {
      taskId: this.id, sla: clock.sla, round: clock.round, rung: rung.rung, dueAt: rung.at,
      exclude: [...this.#exclude, ...(run.task?.assigneeId ? [run.task.assigneeId] : [])],
    }; // prettier-ignore
    const escalated = await flow.writing((journal) => escalate({ ...journal, ...order }));
    if (escalated.notYet) return this.#wait(escalated.notYet);
    if (escalated.mode === 'observe') return undefined;
    if (escalated.assigneeId) this.#assign(escalated.assigneeId);
    if (escalated.clock) this.#start(escalated.clock);
    const reason = (slas[clock.sla] as Sla).recycleAs;
    if (rung.rung !== 'recycle' || !reason || escalated.clock) return undefined;
    await this.close(`nobody acted: ${reason}`);
    return { type: 'gaveUp', reason };
  }

  #assign(assigneeId: string | undefined): void {
    const { task } = this.#place.run;
    if (task?.assigneeId && task.assigneeId !== assigneeId) this.#exclude.push(task.assigneeId);
    if (task) task.assigneeId = assigneeId;
  }

  /** The rung is ahead again: hours have moved it. */
  #wait(clock: SlaClock): undefined {
    this.#clock = clock;
    this.#climbed--;
  }

  #start(clock: SlaClock | undefined): void {
    this.#clock = clock;
    this.#round = clock?.round ?? this.#round;
    this.#climbed = 0;
    this.#giveUpAt = undefined;
    if (this.#place.run.task) this.#place.run.task.state = clock?.sla === 'managerDecision' ? 'undecided' : 'open';
  }
}
