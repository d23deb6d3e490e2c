import type { TeamSlug } from '../../domain/people/team-slug.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { patched } from '@temporalio/workflow';
import type { JournalOrder, OutcomeApplied, TaskOrder } from '../../activities/contract.ts';
import type { Claim, Decision, OutcomeReport, TaskChanged } from '../../domain/lead/messages.ts';
import { stepInProgram } from '../../domain/sales/dispositions.ts';
import { rungs, slaNamed, type SlaId } from '../../domain/sales/sla.ts';
import type { RecycleReason } from '../../domain/sales/recycle.ts';
import { applyOutcome, changeTask, escalate, openTask } from '../activities.ts';
import type { TaskMessage } from '../inbox.ts';
import { ended } from '../next.ts';
import { wayBackTo } from '../way-back.ts';
import type { OpenAgain, WayBack } from '../../domain/lead/way-back.ts';
import type { Flow } from '../flow.ts';
import { Ladder } from './ladder.ts';
import { remember } from './remember.ts';
import type { RepTask } from './rep-tasks.ts';

export interface Assignment {
  readonly kind: 'call' | 'acceptance';
  readonly team: TeamSlug;
  readonly sla: SlaId;
  /** When its clock starts; by default, now. */
  readonly from?: Instant;
  /** How many reps have had the lead in this track, with this one. */
  readonly nth?: number;
}

/** A rep's report that Postgres has applied. */
export interface Reported {
  readonly type: 'reported';
  readonly report: OutcomeReport;
  readonly applied: OutcomeApplied;
}
/** How a wait for a task ends: a rep reports, or no rep acts before the last rung. */
export type TaskEvent = Reported | { readonly type: 'gaveUp'; readonly reason: RecycleReason; readonly until?: Instant };

/** A rep's task, with the ladder of its SLA. */
export class SalesTask implements RepTask {
  readonly id: string;
  readonly kind: Assignment['kind'];
  readonly team: TeamSlug;
  readonly flow: Flow;
  readonly #sla: SlaId;
  readonly #nth: number | undefined;
  readonly #ladder: Ladder;
  readonly #exclude: string[];
  #assigneeId: string | undefined;
  /** Why the lead goes back when the time for all attempts is over. */
  #ifGivenUp: RecycleReason;

  private constructor(flow: Flow, again: OpenAgain & Assignment) {
    const { id, kind, team, sla, nth, assigneeId, exclude, ladder, ifGivenUp = 'unreachable' } = again;
    this.flow = flow;
    this.id = id;
    this.kind = kind;
    this.team = team;
    this.#sla = sla;
    this.#nth = nth;
    this.#ladder = new Ladder(ladder);
    this.#exclude = [...exclude];
    this.#assigneeId = assigneeId;
    this.#ifGivenUp = ifGivenUp;
    flow.visit.tasks.waitsOn(this);
  }

  /**
   * Puts a task into the queue of the rep that routing chooses. After a report was taken back, the task is there already.
   * @throws TrackLeft when the task is a call and every channel to the lead is closed
   */
  static async open(flow: Flow, assignment: Assignment, because: string): Promise<SalesTask> {
    const { visit } = flow;
    const { kind, team, sla, from = visit.now() } = assignment;
    flow.begin(`task ${kind} ${team}`);
    const { trigger, prefer, exclude, opensAgain } = visit.state;
    if (opensAgain?.kind === kind && opensAgain.team === team) {
      delete visit.state.opensAgain;
      return new SalesTask(flow, { ...opensAgain, kind, team });
    }
    const order: Omit<TaskOrder, keyof JournalOrder> = {
      key: flow.nextKey(),
      kind,
      team,
      sla,
      because,
      clockFrom: from,
      exclude,
      trigger,
      prefer,
    };
    const opened = await flow.writing((journal) => openTask({ ...journal, ...order }));
    const { unreachable } = opened;
    if (unreachable !== undefined) flow.leave(ended('archived', unreachable), unreachable);
    visit.tasks.opened(opened.taskId);
    flow.throwIfLeft();
    const { taskId: id, assigneeId, clock } = opened;
    return new SalesTask(flow, { ...assignment, id, assigneeId, exclude, ladder: new Ladder({ clock }).saved });
  }

  /** The way back to the task as it is now. */
  get #wayBack(): WayBack {
    const { id, kind, team } = this;
    const task = { id, kind, team, sla: this.#sla, nth: this.#nth, assigneeId: this.#assigneeId, ifGivenUp: this.#ifGivenUp };
    return wayBackTo(this.flow.visit.state, { ...task, exclude: [...this.#exclude], ladder: this.#ladder.saved });
  }

  get assigneeId(): string | undefined {
    return this.#assigneeId;
  }
  get isUndecided(): boolean {
    return this.#ladder.isAtManager;
  }

  /** Waits for the rep, and climbs the ladder of the SLA while no rep acts. */
  async next(): Promise<TaskEvent> {
    for (;;) {
      const event = await this.#step();
      if (event) return event;
    }
  }

  /** The same until a deadline; undefined when it has come. A team whose SLA is only observed never gives up. */
  async nextBefore(deadline: Instant): Promise<TaskEvent | undefined> {
    const { visit } = this.flow;
    do {
      const event = await this.#step(deadline);
      if (event) return event;
    } while (visit.now() < deadline || visit.inbox.tasks.length > 0);
    return undefined;
  }

  /** Waits for a message, a rung or the deadline, and handles what comes first. */
  async #step(deadline?: Instant): Promise<TaskEvent | undefined> {
    const { flow } = this;
    const { tasks } = flow.visit.inbox;
    const { next, until } = this.#ladder;
    const what = next ? `a rep (then: ${rungs[next.rung].label.toLowerCase()})` : 'a rep';
    const isRung = deadline === undefined || (until !== undefined && until <= deadline);
    const hasMessage = await flow.waitUntil(() => tasks.length > 0, isRung ? until : deadline, what);
    if (hasMessage) return this.#handleFirst();
    return isRung ? this.#climb() : undefined;
  }

  /** Closes the task without a report. */
  async close(because: string): Promise<void> {
    const { flow } = this;
    await flow.writing((journal) => changeTask({ ...journal, taskId: this.id, change: { to: 'closed', because } }));
    flow.visit.tasks.closed(this.id);
  }

  /** If writing fails, the message stays in the inbox; its sender gets `NotReady` and may retry after operators fixed the cause. */
  async #handleFirst(): Promise<TaskEvent | undefined> {
    const { tasks } = this.flow.visit.inbox;
    const event = await this.#handle(tasks[0]!);
    tasks.shift();
    return event;
  }

  async #handle({ type, message }: TaskMessage): Promise<TaskEvent | undefined> {
    const { inbox } = this.flow.visit;
    // The update was accepted for a task that has ended since.
    if (message.taskId !== this.id) return type === 'change' ? undefined : inbox.reject(message.id, 'TaskClosed');
    const isAnothers = type === 'outcome' && this.#assigneeId && this.#assigneeId !== message.by;
    // An earlier version decided here who may report. Now Postgres decides, which knows every change of assignee.
    if (isAnothers && !patched('postgres-knows-who-reports')) return inbox.reject(message.id, 'TaskReassigned');
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
    const { visit } = this.flow;
    const wayBack = this.#wayBack;
    const applied = await this.flow.writing((journal) => applyOutcome({ ...journal, report, wayBack }));
    if (applied.rejected) return visit.inbox.reject(report.id, applied.rejected.code, applied.rejected.details);
    // An attempt stops the clock; a date that the rep named starts a new one.
    this.#ladder.start(applied.clock, applied.nextAttemptAt === undefined ? undefined : applied.giveUpAt);
    this.#ifGivenUp = applied.ifGivenUp ?? 'unreachable';
    const step = stepInProgram(visit.app.policy.dispositions, report.disposition);
    const assigneeId = step === 'giveToOwner' ? report.owner : applied.assigneeId;
    if (assigneeId) this.#assign(assigneeId);
    if (step) remember[step]?.(visit.state, report);
    // After an attempt that reached no one, the program decides whether the rep tries again.
    if (!applied.clock && step !== 'retry') visit.tasks.closed(this.id);
    visit.inbox.answer(report.id, report.disposition);
    return { type: 'reported', report, applied };
  }

  async #decide({ id, by, decision, to, reason = 'takenBack', until }: Decision): Promise<TaskEvent | undefined> {
    const { inbox, isCurrent } = this.flow.visit;
    // A rep claimed the task, or the manager decided, after this update was accepted.
    if (decision !== 'takeBack' && isCurrent && !this.isUndecided) return inbox.reject(id, 'NotWaitingForDecision');
    if (decision === 'recycle') {
      await this.close('the manager sent it back');
      inbox.answer(id, 'recycled');
      return { type: 'gaveUp', reason: this.#assigneeId ? 'salesDidNotAct' : 'nobodyFree' };
    }
    if (decision === 'takeBack') {
      await this.close('marketing took the lead back');
      inbox.answer(id, 'recycled');
      return { type: 'gaveUp', reason, until };
    }
    return this.#give(id, by, decision === 'keep' ? this.#assigneeId : to, decision);
  }

  async #claim({ id, by }: Claim): Promise<undefined> {
    return this.#give(id, by, by, 'claimed');
  }

  async #give(id: string, by: string, repId: string | undefined, answer: string): Promise<undefined> {
    const { inbox } = this.flow.visit;
    // While the manager has to decide, a decision or a claim restarts the clock; otherwise a claim keeps the clock that runs.
    const restartClock = this.isUndecided ? this.#sla : undefined;
    const change = { to: 'rep', exclude: this.#exclude, repId, restartClock } as const;
    const given = await this.flow.writing((journal) => changeTask({ ...journal, taskId: this.id, id, by, change }));
    if (given.rejected) return inbox.reject(id, given.rejected);
    this.#assign(given.assigneeId);
    if (given.clock) this.#ladder.start(given.clock);
    inbox.answer(id, answer);
    return undefined;
  }

  /** Takes over a change that Postgres has made. The former assignee did not miss the SLA, and may get the task again. */
  #change({ assigneeId, clock }: TaskChanged): undefined {
    if (assigneeId !== undefined) this.#assigneeId = assigneeId ?? undefined;
    if (clock) this.#ladder.update(clock);
  }

  async #climb(): Promise<TaskEvent | undefined> {
    const step = this.#ladder.climb();
    if (!step) {
      await this.close(this.#ifGivenUp === 'unreachable' ? 'every attempt was made' : 'the time for all attempts is over');
      return { type: 'gaveUp', reason: this.#ifGivenUp };
    }
    const exclude = [...this.#exclude, ...(this.#assigneeId ? [this.#assigneeId] : [])];
    const escalated = await this.flow.writing((journal) => escalate({ ...journal, taskId: this.id, ...step, exclude }));
    if (escalated.notYet) return this.#ladder.stepBack(escalated.notYet);
    if (escalated.mode === 'observe') return undefined;
    if (escalated.assigneeId) this.#assign(escalated.assigneeId);
    if (escalated.clock) this.#ladder.start(escalated.clock);
    const reason = slaNamed(this.flow.visit.app.policy.slas, step.sla).recycleAs;
    if (step.rung !== 'recycle' || !reason || escalated.clock) return undefined;
    await this.close(`no rep acted: ${reason}`);
    return { type: 'gaveUp', reason };
  }

  #assign(assigneeId: string | undefined): void {
    if (this.#assigneeId && this.#assigneeId !== assigneeId) this.#exclude.push(this.#assigneeId);
    this.#assigneeId = assigneeId;
  }
}
