import type { Answer, Enrolment, LeadStatus, Signals, Updates } from '../domain/lead/messages.ts';
import type { Rejection } from '../domain/lead/rejections.ts';
import type { LeadStart } from '../workflows/state.ts';
import type { Build, LeadsOnBuild } from './worker-builds.ts';

/**
 * Everything that Trellis asks of the engine that runs the leads' workflows. Two implementations: the Temporal client
 * (`temporal-engine.ts`) and the virtual engine. Every message carries an id, so each call may be repeated.
 */
export interface Engine {
  /**
   * Starts a lead's workflow in a program.
   * @returns `alreadyRunning` when this start has been made before
   * @throws LeadBusy while an earlier enrolment of the lead is still ending; retry
   * @throws EngineUnavailable
   */
  enrol(enrolment: LeadStart): Promise<'started' | 'alreadyRunning'>;
  /**
   * Sends a message to a running lead.
   * @param lane of the side program that it is for; without one, it is for the lead's main program
   * @throws LeadNotRunning, LeadFull, EngineUnavailable
   */
  signal<N extends keyof Signals>(leadId: string, name: N, payload: Signals[N], lane?: string): Promise<void>;
  /**
   * Asks a running lead to apply something, and waits until it is applied.
   * @throws UpdateRejected, LeadNotRunning
   * @throws EngineUnavailable when no answer came in time; the update may still be applied, so retry only with the same id
   */
  update<N extends keyof Updates>(leadId: string, name: N, payload: Updates[N], lane?: string): Promise<Answer>;
  /**
   * What the lead does now in its main program, or in the side program of a lane; undefined when no workflow runs there. @throws
   * EngineUnavailable
   */
  status(leadId: string, lane?: string): Promise<LeadStatus | undefined>;
  /** @throws EngineUnavailable when the engine does not answer */
  ping(): Promise<void>;
  /** How many workers have recently polled for work. @throws EngineUnavailable */
  workersAsking(): Promise<number>;
  /** The builds of the workers' code, the latest first; none while workers run without a name of their build. @throws EngineUnavailable */
  builds(): Promise<readonly Build[]>;
  /** A page of the leads that run on one of them. @throws EngineUnavailable */
  leadsOnBuild(buildId: string, page: { readonly after?: string | undefined; readonly limit: number }): Promise<LeadsOnBuild>;
}

/** What tells the start of an enrolment from one after a report was taken back, while the earlier workflow may still be ending. */
export const startOf = ({ enrolmentId, back }: Enrolment): string => (back ? `${enrolmentId}/${back.visit}` : enrolmentId);

/** No workflow runs for this lead: it never entered a program, or has ended. */
export class LeadNotRunning extends Error {
  override readonly name = 'LeadNotRunning';
  readonly leadId: string;
  constructor(leadId: string) {
    super(`No program runs for lead ${leadId}: it never entered one, or has ended.`);
    this.leadId = leadId;
  }
}

/** An earlier enrolment of the lead is about to end. Retry in a moment. */
export class LeadBusy extends Error {
  override readonly name = 'LeadBusy';
  constructor(leadId: string) {
    super(`An earlier enrolment of lead ${leadId} is still ending.`);
  }
}

/** The lead's workflow rejected the update, with the reason. A retry does not help. */
export class UpdateRejected extends Error {
  override readonly name = 'UpdateRejected';
  readonly rejection: Rejection;
  /** Ids that belong to the reason, such as the rep who has the task now. */
  readonly details: readonly string[];
  constructor(rejection: Rejection, details: readonly string[] = []) {
    super(`The lead's workflow rejected the update: ${rejection}.`);
    this.rejection = rejection;
    this.details = details;
  }
}

/** The lead's run has reached a limit of the engine and accepts no more messages until its track changes. */
export class LeadFull extends Error {
  override readonly name = 'LeadFull';
  constructor(leadId: string, cause?: unknown) {
    super(`The run of lead ${leadId} has reached a limit of the engine.`, { cause });
  }
}

/** Old workers do not know this message; it needs a newer version of Trellis. */
export class MessageUnknown extends Error {
  override readonly name = 'MessageUnknown';
}

/** The engine did not answer in time. The request may still have taken effect. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
  constructor(cause?: unknown) {
    super('The engine did not answer in time.', { cause });
  }
}
