import type { ContentId } from '../content/catalog.ts';
import type { JournalKind } from '../domain/lead/journal-kinds.ts';
import type { Instant } from '../domain/time/clock.ts';
import type { EngagementKind } from '../domain/scoring/engagement.ts';
import type { FinalStage, FunnelStage } from '../domain/lead/funnel.ts';
import type { OutcomeReport } from '../domain/lead/messages.ts';
import type { Codes } from '../domain/lead/step.ts';
import type { WayBack } from '../domain/lead/way-back.ts';
import type { Rejection } from '../domain/lead/rejections.ts';
import type { SavedFields } from '../domain/people/lead-fields.ts';
import type { Persona } from '../domain/people/persona.ts';
import type { Temperature } from '../domain/scoring/threshold.ts';
import type { RecycleReason } from '../domain/sales/recycle.ts';
import type { Rung, SlaId } from '../domain/sales/sla.ts';
import type { SlaClock } from '../domain/sales/sla-clock.ts';
import type { MayReach } from '../domain/contact/suppression.ts';
import type { TaskKind } from '../domain/sales/task-kinds.ts';

/*
 * What the lifecycle asks of the outside world, and the answers: facts and ids, never personal data.
 * Every activity may run twice, even at the same time; keys in the orders make the repeat harmless.
 */

export interface Activities {
  /** Adds facts from the providers, and decides whether the lead belongs in an acquisition program. Remote, because it may be slow. */
  enrich(order: EnrichOrder): Promise<GateResult>;
  /** Loads what a track needs before it begins. */
  loadFacts(order: LeadRef): Promise<LeadFacts>;
  /** Sends one touch, at most once. */
  touch(order: TouchOrder): Promise<TouchResult & Recorded>;
  /** Opens a task, once per key; routing chooses the assignee. */
  openTask(order: TaskOrder): Promise<TaskOpened & Recorded>;
  /** Records that an SLA reached a rung, and acts on it if the team's SLA is enforced. */
  escalate(order: EscalationOrder): Promise<Escalated & Recorded>;
  /** Writes a rep's report and what follows from it in Postgres; returns what follows later in time. */
  applyOutcome(order: OutcomeOrder): Promise<OutcomeApplied & Recorded>;
  /** Gives an open task to another rep, or closes it without an outcome. */
  changeTask(order: TaskChange): Promise<TaskChanged & Recorded>;
  /** Runs a step of the app, until it has answered once. Remote, because other systems may be slow. */
  runStep(order: StepOrder): Promise<StepRan & Recorded>;
  /** Writes journal entries that no other activity has included. */
  record(order: JournalOrder): Promise<void>;
}

export interface LeadRef {
  readonly leadId: string;
  readonly enrolmentId: string;
  readonly campaignId: string;
  readonly program: string;
}

/** One line of a lead's journal. Its kind says what else the line changes in Postgres. */
export interface JournalEntry {
  readonly visit: number;
  /** Counts the entries of the visit. The key is enrolment, visit and `n`. */
  readonly n: number;
  readonly at: Instant;
  readonly kind: JournalKind;
  readonly from?: string;
  readonly to?: string;
  /** A code or a few words of ours, never the lead's. */
  readonly reason?: string;
}

/** The verbs that led to an activity since the last one; see `Verbs`. 0.1.0 records none. */
export interface Recorded {
  readonly verbs?: readonly string[];
}

export interface JournalOrder extends LeadRef, Recorded {
  readonly journal: readonly JournalEntry[];
  /** The turn that writes it, and the last line that the lead knows was written; 0.1.0 sends neither. */
  readonly turn?: number;
  readonly after?: { readonly visit: number; readonly n: number };
}

/** A worker may receive a request from another version: 0.1.0 included no journal. */
export type EnrichOrder = LeadRef & Partial<JournalOrder>;

export interface GateResult {
  readonly verdict: 'welcome' | 'outOfProfile' | 'bogus' | 'notAcquired';
  readonly because: string;
  /** The included journal lines are written; 0.1.0 included none. */
  readonly steps?: 2;
  /** What the lead's first track begins with. Earlier versions did not send it. */
  readonly facts?: LeadFacts;
}

export interface LeadFacts extends Readonly<MayReach> {
  /** Which steps the lifecycle takes in the visit that begins with these facts: those of 0.2.0. Earlier versions named none. */
  readonly steps?: 2;
  /** When they were loaded. Earlier versions did not send it. */
  readonly asOf?: Instant;
  /** Ranked by fit, best first; the first is the lead's own. */
  readonly personas: readonly Persona[];
  /** How each persona scales the days of a track. Earlier versions did not send it. */
  readonly paces?: readonly number[];
  /** The lead's wishes, if any; see `Preferences`. */
  readonly slower?: number;
  readonly otherTopic?: boolean;
  readonly isSenior: boolean;
  /** Of the app's fields those that are not personal, where some are known; a date as the instant at which it begins. */
  readonly fields?: SavedFields;
  readonly fit: number;
  /** Decayed to the present. */
  readonly interest: number;
  /** How warm the lead is by interest alone. Earlier versions did not send it. */
  readonly temperature?: Temperature;
  readonly stage: FunnelStage;
  readonly accountId?: string;
  readonly ownerId?: string;
  /** The rep who owns an open opportunity at the lead's account. */
  readonly dealOwnerId?: string;
  /** The code of the reason why we may not send email. */
  readonly emailBecause?: string;
  /** Contents already sent, by any program. */
  readonly sent: readonly ContentId[];
  /** Spares that the lead has not received, best first. */
  readonly unsent: readonly ContentId[];
}

/** A touch that no program orders: an email of a campaign of a single email, or one that a rep sends by hand. */
export type SingleOrder = Omit<TouchOrder, 'enrolmentId' | 'campaignId'> & {
  readonly enrolmentId?: undefined;
  /** Missing for one that a rep sends. */
  readonly campaignId?: string | undefined;
};

export type AnyTouchOrder = TouchOrder | SingleOrder;

export interface TouchOrder extends JournalOrder {
  /** `enrolmentId/visit/n`. No key is ever emailed twice. */
  readonly key: string;
  readonly track: string;
  readonly content: ContentId;
  /** The order in which to look for a version. */
  readonly personas: readonly Persona[];
  readonly variables: Readonly<Record<string, string | number>>;
  /** The rep in whose name it is sent. */
  readonly repId?: string;
}

export type TouchResult =
  /** The email server accepted it, or may have accepted it (`inDoubt`: never retried automatically). */
  | { readonly state: 'sent'; readonly at: Instant; readonly goal: readonly EngagementKind[]; readonly inDoubt?: true }
  | {
      readonly state: 'deferred';
      readonly until: Instant;
      readonly because: string;
      /** When this was decided, by the clock that set `until`; 0.1.0 did not send it. */
      readonly asOf?: Instant;
    }
  /** Neither now nor later. `channelClosed`: no other email either. */
  | { readonly state: 'never'; readonly because: string; readonly channelClosed: boolean };

export interface TaskOrder extends JournalOrder {
  /** `enrolmentId/visit/n`. */
  readonly key: string;
  /** The phone status at opening decides whether a call becomes an email. An opportunity was an acceptance before. */
  readonly kind: Exclude<TaskKind, 'email' | 'opportunity'>;
  /** The team's slug. */
  readonly team: string;
  readonly sla?: SlaId;
  /** When the clock starts: the moment the lead became sales-ready, not the moment of this request. */
  readonly clockFrom: Instant;
  readonly because: string;
  readonly trigger?: { readonly kind: EngagementKind | 'mql'; readonly at: Instant };
  /** The preferred rep, if available (the owner, who knows the lead). */
  readonly prefer?: string;
  /** Reps who must not get it (they had it and did not act). */
  readonly exclude: readonly string[];
}

export interface TaskOpened {
  /** Empty if there is no task. */
  readonly taskId: string;
  /** There is no task because every channel to the lead is closed for good; the code of the reason. */
  readonly unreachable?: string;
  /** Undefined if routing found no one; the ladder continues, and it alerts the manager. */
  readonly assigneeId?: string;
  readonly clock?: SlaClock;
}

export interface EscalationOrder extends JournalOrder {
  readonly taskId: string;
  readonly sla: SlaId;
  readonly round: number;
  readonly rung: Rung;
  readonly dueAt: Instant;
  readonly exclude: readonly string[];
}

export interface Escalated {
  /** `observe`: the rung is only recorded. */
  readonly mode: 'enforce' | 'observe';
  /** After `reassign`: the new assignee. */
  readonly assigneeId?: string;
  /** After `decide`: the manager's deadline. Also set if the clock restarted, in which case the rung had no effect. */
  readonly clock?: SlaClock;
  /** The rung was not reached, because working hours have changed. The same clock with new instants; nothing else happened. */
  readonly notYet?: SlaClock;
}

export interface OutcomeOrder extends JournalOrder {
  readonly report: OutcomeReport;
  /** The way back to the task, if the report is taken back. Earlier versions sent none. */
  readonly wayBack?: WayBack;
}

export interface OutcomeApplied {
  readonly attempts: number;
  /** After `noAnswer` and `voicemail`: when to try again; undefined when no attempts are left. */
  readonly nextAttemptAt?: Instant;
  /** With `nextAttemptAt`: when the working days for all attempts end. */
  readonly giveUpAt?: Instant;
  /** After an attempt: why the lead goes back if there is no other one. Earlier versions did not send it: it was unreachable. */
  readonly ifGivenUp?: RecycleReason;
  /** The clock from now on: after `callBack` and `noShow` it starts at the given date; after `accepted` it is the opportunity's. */
  readonly clock?: SlaClock;
  /** After `existingDeal` and `wrongContact`: the assignee, if the task stays open. */
  readonly assigneeId?: string;
  /** Not applied: the task changed before the lead was told. The details are ids. */
  readonly rejected?: { readonly code: Rejection; readonly details?: readonly string[] };
}

export interface TaskChange extends JournalOrder {
  readonly taskId: string;
  readonly change:
    | { readonly to: 'rep'; readonly repId?: string; readonly exclude: readonly string[]; readonly restartClock?: SlaId }
    | { readonly to: 'closed'; readonly because: string };
  /** The id of the update that asked for it, if any. */
  readonly id?: string;
  readonly by?: string;
}

export interface TaskChanged {
  /** Nothing changed: the task was already closed. */
  readonly rejected?: Rejection;
  readonly assigneeId?: string;
  readonly clock?: SlaClock;
}

export interface StepOrder extends LeadRef, Recorded {
  /** `enrolmentId/visit/n`. */
  readonly key: string;
  readonly step: string;
  readonly order: Codes;
}

export interface StepRan {
  readonly answer?: Codes;
}

/** How a track ends, if it ends the lead's life in the program. */
export interface Ended {
  readonly ended: FinalStage;
  readonly because: string;
}
