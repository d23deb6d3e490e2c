import { ApplicationFailure } from '@temporalio/workflow';
import type { Answer, Claim, Decision, Engaged, MoveTo, OutcomeReport, Retry, TaskChanged } from '../domain/lead/messages.ts';
import type { Rejection } from '../domain/lead/rejections.ts';
import type { CarriedState, GivenAnswer, Rejected } from './state.ts';

/** An update about a task, or a change that Postgres has made to it; handled by the track that waits on the task. */
export type TaskMessage =
  | { readonly type: 'outcome'; readonly message: OutcomeReport }
  | { readonly type: 'decision'; readonly message: Decision }
  | { readonly type: 'claim'; readonly message: Claim }
  | { readonly type: 'change'; readonly message: TaskChanged };

/** An update about the lead; handled by the lifecycle. */
export type LeadMessage =
  | { readonly type: 'moveTo'; readonly message: MoveTo }
  | { readonly type: 'retry'; readonly message: Retry };

/** The failure that rejects an update: its type is the code, its details hold ids only. */
export const rejection = (code: Rejection, ...details: string[]): ApplicationFailure =>
  ApplicationFailure.create({ type: code, message: code, nonRetryable: true, details });

/** What identifies an update: its id, and what it asks for. */
export interface Requested {
  readonly id: string;
  /** The same whenever the same person makes the same request; see `requestOf`. */
  readonly request: string;
}

/** How many messages the workflow remembers, to recognise one that comes twice; Postgres remembers the rest. */
const REMEMBERED = { answers: 100, engagements: 30 } as const;

/** The messages that the workflow has not acted on yet, and its answers to earlier ones. */
export class Inbox {
  readonly tasks: TaskMessage[] = [];
  readonly lead: LeadMessage[] = [];
  readonly #state: CarriedState;
  readonly #answers: Map<string, GivenAnswer>;
  /** The requests of accepted updates, by id. */
  readonly #accepted = new Map<string, string>();
  /** Updates answered with `NotReady`; not carried into the next run. */
  readonly #notReady = new Set<string>();

  constructor(state: CarriedState) {
    this.#state = state;
    this.#answers = new Map(state.answers);
  }

  /** Whether a message with this id has come before. Remembers the id. */
  isRepeat(id: string): boolean {
    if (this.#answers.has(id)) return true;
    this.#remember(id, { id, next: 'seen' });
    return false;
  }

  addEngagement(engaged: Engaged): void {
    this.#state.engagements = [...this.#state.engagements, engaged].slice(-REMEMBERED.engagements);
  }

  /** Accepts an update. @returns false when it has been accepted or answered before */
  accept({ id, request }: Requested): boolean {
    if (this.#accepted.has(id) || this.hasAnswered(id)) return false;
    this.#accepted.set(id, request);
    return true;
  }

  /** @throws ApplicationFailure when the id was used for another request, or by another person */
  mustBeSame({ id, request }: Requested): void {
    const answer = this.#answers.get(id);
    const known = this.#accepted.get(id) ?? answer?.request;
    const isOther = known === undefined ? answer && 'next' in answer && answer.next === 'seen' : known !== request;
    if (isOther) throw rejection('IdUsed', id);
  }

  answer(id: string, next: string): void {
    this.#remember(id, { id, next });
  }

  reject(id: string, code: Rejection, details?: readonly string[]): undefined {
    this.#remember(id, { rejected: code, details });
  }

  hasAnswered(id: string): boolean {
    return this.#answers.has(id) || this.#notReady.has(id);
  }

  /** @throws ApplicationFailure when the update was rejected after it had been accepted */
  answerTo(id: string): Answer {
    const answer: GivenAnswer = this.#answers.get(id) ?? { rejected: 'NotReady' };
    if ('rejected' in answer) throw rejection(answer.rejected, ...(answer.details ?? []));
    return { id: answer.id, next: answer.next };
  }

  /** Rejects the updates that came too late for their task: nothing waits for one any more. */
  taskIsOver(): void {
    for (const { type, message } of this.tasks.splice(0)) if (type !== 'change') this.reject(message.id, 'TaskClosed');
  }

  /**
   * Answers everything that is left when the run ends: operators' requests are done; updates that came too late for their task are
   * rejected with `TaskClosed`, or with `NotReady` if the same visit runs again.
   */
  close(code: 'TaskClosed' | 'NotReady'): void {
    if (code === 'TaskClosed') this.taskIsOver();
    for (const { type, message } of this.tasks.splice(0)) if (type !== 'change') this.#notReady.add(message.id);
    for (const { type, message } of this.lead.splice(0)) this.answer(message.id, type);
  }

  #remember(id: string, answer: Answer | Rejected): void {
    const request = this.#accepted.get(id);
    this.#answers.delete(id);
    this.#answers.set(id, { ...answer, request });
    this.#state.answers = [...this.#answers].slice(-REMEMBERED.answers);
  }
}
