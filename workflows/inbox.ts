import { ApplicationFailure } from '@temporalio/workflow';
import type { Answer, Claim, Decision, Engaged, MoveTo, OutcomeReport, Retry, TaskChanged } from '../domain/lead/messages.ts';
import type { Rejection } from '../domain/lead/rejections.ts';
import type { CarriedState, GivenAnswer, Rejected } from './state.ts';

/** An update about a task, or what Postgres has changed about it; the track that waits on the task takes it. */
export type TaskMessage =
  | { readonly type: 'outcome'; readonly message: OutcomeReport }
  | { readonly type: 'decision'; readonly message: Decision }
  | { readonly type: 'claim'; readonly message: Claim }
  | { readonly type: 'change'; readonly message: TaskChanged };

/** An update about the lead; the lifecycle takes it. */
export type LeadMessage =
  | { readonly type: 'moveTo'; readonly message: MoveTo }
  | { readonly type: 'retry'; readonly message: Retry };

/** The failure that a rejected update ends with: its type is the code, its details carry ids only. */
export const rejection = (code: Rejection, ...details: string[]): ApplicationFailure =>
  ApplicationFailure.create({ type: code, message: code, nonRetryable: true, details });

/** An update, as the lead knows it again: under its id, with what it asks for. */
export interface Asked {
  readonly id: string;
  /** The same for the same request of the same person, whenever it is made; see `requestOf`. */
  readonly request: string;
}

/** How many messages a lead remembers, to recognise one that comes twice; Postgres remembers the rest. */
const REMEMBERED = { answers: 100, engagements: 30 } as const;

/** What a lead was told and has not acted on, and what it answered. */
export class Inbox {
  readonly tasks: TaskMessage[] = [];
  readonly lead: LeadMessage[] = [];
  readonly #state: CarriedState;
  readonly #answers: Map<string, GivenAnswer>;
  /** What was let in, by its id: what it asks for. */
  readonly #asked = new Map<string, string>();
  /** Updates that are answered with `NotReady`; the next run doesn't know of them. */
  readonly #notReady = new Set<string>();

  constructor(state: CarriedState) {
    this.#state = state;
    this.#answers = new Map(state.answers);
  }

  /** Whether a message with this id was seen before; remembers it. */
  isRepeat(id: string): boolean {
    if (this.#answers.has(id)) return true;
    this.#remember(id, { id, next: 'seen' });
    return false;
  }

  keep(engaged: Engaged): void {
    this.#state.engagements = [...this.#state.engagements, engaged].slice(-REMEMBERED.engagements);
  }

  /** Lets an update in. @returns false when the same one has been let in, or answered, before */
  admits({ id, request }: Asked): boolean {
    if (this.#asked.has(id) || this.hasAnswered(id)) return false;
    this.#asked.set(id, request);
    return true;
  }

  /** @throws ApplicationFailure when the id was used for something else, or by another person */
  mustBeSame({ id, request }: Asked): void {
    const answer = this.#answers.get(id);
    const known = this.#asked.get(id) ?? answer?.request;
    const isOther = known === undefined ? answer && 'next' in answer && answer.next === 'seen' : known !== request;
    if (isOther) throw rejection('IdUsed', id);
  }

  answer(id: string, next: string): void {
    this.#remember(id, { id, next });
  }

  reject(id: string, code: Rejection, details?: readonly string[]): undefined {
    this.#remember(id, { rejected: code, ...(details && { details }) });
  }

  hasAnswered(id: string): boolean {
    return this.#answers.has(id) || this.#notReady.has(id);
  }

  /** @throws ApplicationFailure when the update was rejected after it had been let in */
  answerTo(id: string): Answer {
    const answer: GivenAnswer = this.#answers.get(id) ?? { rejected: 'NotReady' };
    if ('rejected' in answer) throw rejection(answer.rejected, ...(answer.details ?? []));
    return { id: answer.id, next: answer.next };
  }

  /**
   * The run ends. What an operator asked for is done. What came too late for its task is rejected with `TaskClosed`, or with
   * `NotReady` where the same visit runs again.
   */
  close(code: 'TaskClosed' | 'NotReady'): void {
    for (const { type, message } of this.tasks.splice(0))
      if (type === 'change') continue;
      else if (code === 'NotReady') this.#notReady.add(message.id);
      else this.reject(message.id, code);
    for (const { type, message } of this.lead.splice(0)) this.answer(message.id, type);
  }

  #remember(id: string, answer: Answer | Rejected): void {
    const request = this.#asked.get(id);
    this.#answers.delete(id);
    this.#answers.set(id, { ...answer, ...(request !== undefined && { request }) });
    this.#state.answers = [...this.#answers].slice(-REMEMBERED.answers);
  }
}
