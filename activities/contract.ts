import type { ContentId } from '../content/catalog.ts';
import type { JournalKind } from '../domain/lead/journal-kinds.ts';
import type { Instant } from '../domain/time/clock.ts';
import type { EngagementKind } from '../domain/scoring/engagement.ts';
import type { FinalStage, FunnelStage } from '../domain/lead/funnel.ts';
import type { OutcomeReport } from '../domain/lead/messages.ts';
import type { Rejection } from '../domain/lead/rejections.ts';
import type { SavedFields } from '../domain/people/lead-fields.ts';
import type { Persona } from '../domain/people/persona.ts';
import type { Temperature } from '../domain/scoring/threshold.ts';
import type { Rung, SlaId } from '../domain/sales/sla.ts';
import type { SlaClock } from '../domain/sales/sla-clock.ts';
import type { MayReach } from '../domain/contact/suppression.ts';
import type { TaskKind } from '../domain/sales/task-kinds.ts';

/*
 * What the lifecycle asks of the outside world, and what it hears back: facts and ids, never anything personal.
 * Every activity may run twice, or twice at once; the keys in the orders make the second one harmless.
 */

export interface Activities {
  /** Adds facts from the providers, and says whether the lead belongs into an acquisition program. Remote: it may be slow. */
  enrich(order: EnrichOrder): Promise<GateResult>;
  /** What a track needs to know before it begins. */
  loadFacts(order: LeadRef): Promise<LeadFacts>;
  /** Sends one touch, at most once. */
  touch(order: TouchOrder): Promise<TouchResult>;
  /** Opens a task, once per key; routing chooses who gets it. */
  openTask(order: TaskOrder): Promise<TaskOpened>;
  /** Records that a rung of an SLA was reached, and acts on it where the team's SLA is enforced. */
  escalate(order: EscalationOrder): Promise<Escalated>;
  /** Writes what a rep reported, and what follows from it in Postgres; returns what follows in time. */
  applyOutcome(order: OutcomeOrder): Promise<OutcomeApplied>;
  /** Gives an open task to another rep, or closes it without an outcome. */
  changeTask(order: TaskChange): Promise<TaskChanged>;
  /** Writes journal entries that no other activity has carried along. */
  record(order: JournalOrder): Promise<void>;
}

export interface LeadRef {
  readonly leadId: string;
  readonly enrolmentId: string;
  readonly campaignId: string;
  readonly program: string;
}

/** One line of a lead's journal. Its kind says what else it changes in Postgres. */
export interface JournalEntry {
  readonly visit: number;
  /** Counts the entries of the visit: with enrolment and visit, the key. */
  readonly n: number;
  readonly at: Instant;
  readonly kind: JournalKind;
  readonly from?: string;
  readonly to?: string;
  /** A code or a few words of ours, never a lead's. */
  readonly reason?: string;
}

export interface JournalOrder extends LeadRef {
  readonly journal: readonly JournalEntry[];
  /** The turn of the lead that writes it, and the last line that it knows to be written; 0.1.0 told neither. */
  readonly turn?: number;
  readonly after?: { readonly visit: number; readonly n: number };
}

/** A worker of one version may take what one of another version has asked for: 0.1.0 sent no journal along. */
export type EnrichOrder = LeadRef & Partial<JournalOrder>;

export interface GateResult {
  readonly verdict: 'welcome' | 'outOfProfile' | 'bogus' | 'notAcquired';
  readonly because: string;
  /** The lines that rode along are written; 0.1.0 carried none. */
  readonly steps?: 2;
}

export interface LeadFacts extends Readonly<MayReach> {
  /** Which steps the lifecycle takes in the visit that begins with these facts: those of 0.2.0. Earlier versions named none. */
  readonly steps?: 2;
  /** Ranked, the best fit first; the first is the lead's own. */
  readonly personas: readonly Persona[];
  /** By which each of them scales the days of a track. Earlier versions said nothing of it. */
  readonly paces?: readonly number[];
  /** What the lead wishes, where it has said so; see `Preferences`. */
  readonly slower?: number;
  readonly otherTopic?: boolean;
  readonly isSenior: boolean;
  /** Of the app's fields those that are not personal, where some are known; a date as the instant at which it begins. */
  readonly fields?: SavedFields;
  readonly fit: number;
  /** Decayed to now. */
  readonly interest: number;
  /** How warm the lead is by its interest alone. Earlier versions said nothing of it. */
  readonly temperature?: Temperature;
  readonly stage: FunnelStage;
  readonly accountId?: string;
  readonly ownerId?: string;
  /** The rep who owns an open opportunity at the lead's account. */
  readonly dealOwnerId?: string;
  /** The code of the reason why we may not write. */
  readonly emailBecause?: string;
  /** What was sent already, by any program. */
  readonly sent: readonly ContentId[];
  /** Spares that the lead has not had, the best first. */
  readonly unsent: readonly ContentId[];
}

export interface TouchOrder extends JournalOrder {
  /** `enrolmentId/visit/n`; the same key is never mailed twice. */
  readonly key: string;
  readonly track: string;
  readonly content: ContentId;
  /** The order in which versions are looked for. */
  readonly personas: readonly Persona[];
  readonly variables: Readonly<Record<string, string | number>>;
  /** The rep in whose name it goes out. */
  readonly repId?: string;
}

export type TouchResult =
  /** The mail server took it, or may have taken it (`inDoubt`: never sent again by itself). */
  | { readonly state: 'sent'; readonly at: Instant; readonly goal: readonly EngagementKind[]; readonly inDoubt?: true }
  | {
      readonly state: 'deferred';
      readonly until: Instant;
      readonly because: string;
      /** When that was said, by the clock that has set `until`; 0.1.0 didn't say. */
      readonly asOf?: Instant;
    }
  /** Not now and not later. `channelClosed`: no other mail either. */
  | { readonly state: 'never'; readonly because: string; readonly channelClosed: boolean };

export interface TaskOrder extends JournalOrder {
  /** `enrolmentId/visit/n`. */
  readonly key: string;
  /** Whether a call becomes an email, the phone decides when it is opened; an opportunity has been an acceptance. */
  readonly kind: Exclude<TaskKind, 'email' | 'opportunity'>;
  /** The team's slug. */
  readonly team: string;
  readonly sla?: SlaId;
  /** When the clock starts: the moment the lead became sales-ready, not the moment of this call. */
  readonly clockFrom: Instant;
  readonly because: string;
  readonly trigger?: { readonly kind: EngagementKind | 'mql'; readonly at: Instant };
  /** Who should get it if they can (the owner, who knows the lead). */
  readonly prefer?: string;
  /** Who must not get it (reps who had it and did not act). */
  readonly exclude: readonly string[];
}

export interface TaskOpened {
  /** Empty, when there is no task. */
  readonly taskId: string;
  /** There is no task, because every channel to the lead is closed for good; the code of the reason. */
  readonly unreachable?: string;
  /** Nobody, when routing found nobody; the ladder goes on, and the manager hears of it. */
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
  /** `observe`: it was recorded, and nothing else happens. */
  readonly mode: 'enforce' | 'observe';
  /** After `reassign`: who has it now. */
  readonly assigneeId?: string;
  /** After `decide`: until when the manager has to decide. Also where the clock began anew; then the rung had no effect. */
  readonly clock?: SlaClock;
  /** The rung was not reached, because hours have changed since: the same clock with its new instants. Nothing else has happened. */
  readonly notYet?: SlaClock;
}

export interface OutcomeOrder extends JournalOrder {
  readonly report: OutcomeReport;
}

export interface OutcomeApplied {
  readonly attempts: number;
  /** After `noAnswer` and `voicemail`: when to try again; missing when the attempts are used up. */
  readonly nextAttemptAt?: Instant;
  /** With `nextAttemptAt`: when the working days for all attempts are over. */
  readonly giveUpAt?: Instant;
  /** The clock that runs from now on: after `callBack` and `noShow` from the date given, after `accepted` that of the opportunity. */
  readonly clock?: SlaClock;
  /** After `existingDeal` and `wrongContact`: who has the task, when it stays open. */
  readonly assigneeId?: string;
  /** It was not applied: the task had changed before the lead heard of it. The details carry ids. */
  readonly rejected?: { readonly code: Rejection; readonly details?: readonly string[] };
}

export interface TaskChange extends JournalOrder {
  readonly taskId: string;
  readonly change:
    | { readonly to: 'rep'; readonly repId?: string; readonly exclude: readonly string[]; readonly restartClock?: SlaId }
    | { readonly to: 'closed'; readonly because: string };
  /** The update that asked for it, if one did. */
  readonly id?: string;
  readonly by?: string;
}

export interface TaskChanged {
  /** Nothing was changed: the task was closed already. */
  readonly rejected?: Rejection;
  readonly assigneeId?: string;
  readonly clock?: SlaClock;
}

/** What a track ends as, when it ends a lead's life in the program. */
export interface Ended {
  readonly ended: FinalStage;
  readonly because: string;
}
