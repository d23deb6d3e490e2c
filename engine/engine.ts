import type { Answer, Enrolment, LeadStatus, Signals, Updates } from '../domain/lead/messages.ts';
import type { Rejection } from '../domain/lead/rejections.ts';

/**
 * All that Trellis asks of the engine that runs the leads. Two implementations: the Temporal client (`temporal-engine.ts`)
 * and the virtual engine. Every message carries an id, so each of these may be asked again.
 */
export interface Engine {
  /**
   * Starts a lead's life in a program.
   * @returns `alreadyRunning` when this very enrolment runs already
   * @throws LeadBusy while an earlier enrolment of the lead is still ending; ask again
   * @throws EngineUnavailable
   */
  enrol(enrolment: Enrolment): Promise<'started' | 'alreadyRunning'>;
  /** Tells a running lead something. @throws LeadNotRunning, LeadFull, EngineUnavailable */
  signal<N extends keyof Signals>(leadId: string, name: N, payload: Signals[N]): Promise<void>;
  /**
   * Asks a running lead to apply something, and waits until it is applied.
   * @throws UpdateRejected, LeadNotRunning
   * @throws EngineUnavailable when there was no answer in time; it may still be applied, so ask again with the same id only
   */
  update<N extends keyof Updates>(leadId: string, name: N, payload: Updates[N]): Promise<Answer>;
  /** What the lead does now; undefined when nothing runs for it. @throws EngineUnavailable */
  status(leadId: string): Promise<LeadStatus | undefined>;
  /** @throws EngineUnavailable when the engine does not answer */
  ping(): Promise<void>;
  /** How many workers have asked for work lately. @throws EngineUnavailable */
  workersAsking(): Promise<number>;
}

/** Nothing runs for this lead: it never entered a program, or has ended. */
export class LeadNotRunning extends Error {
  override readonly name = 'LeadNotRunning';
  readonly leadId: string;
  constructor(leadId: string) {
    super(`No program runs for lead ${leadId}: it never entered one, or has ended.`);
    this.leadId = leadId;
  }
}

/** An earlier enrolment of the lead is about to end. Ask again in a moment. */
export class LeadBusy extends Error {
  override readonly name = 'LeadBusy';
  constructor(leadId: string) {
    super(`An earlier enrolment of lead ${leadId} is still ending.`);
  }
}

/** The lead said no, and why. Asking again does not help. */
export class UpdateRejected extends Error {
  override readonly name = 'UpdateRejected';
  readonly rejection: Rejection;
  /** Ids that belong to the reason: of the rep who has the task now, for example. */
  readonly details: readonly string[];
  constructor(rejection: Rejection, details: readonly string[] = []) {
    super(`The lead rejected it: ${rejection}.`);
    this.rejection = rejection;
    this.details = details;
  }
}

/** The lead's run can take no more messages: it has reached a limit of the engine. It can once its track has changed. */
export class LeadFull extends Error {
  override readonly name = 'LeadFull';
  constructor(leadId: string, cause?: unknown) {
    super(`The run of lead ${leadId} has reached a limit of the engine.`, { cause });
  }
}

/** A message that no version of ours before a certain one knows. */
export class MessageUnknown extends Error {
  override readonly name = 'MessageUnknown';
}

/** The engine did not answer in time. Whatever was asked may have happened. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
  constructor(cause?: unknown) {
    super('The engine did not answer in time.', { cause });
  }
}
