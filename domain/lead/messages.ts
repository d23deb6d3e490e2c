import type { ClockSpec, Instant } from '../time/clock.ts';
import type { Channel, CoreChannel } from '../contact/suppression.ts';
import type { Given, GivenBy, GivenToLead } from '../input/program-input.ts';
import type { Disposition } from '../sales/dispositions.ts';
import type { RecycleReason } from '../sales/recycle.ts';
import { coreKinds, kindSpec } from '../scoring/engagement.ts';
import type { AnswerKind, EngagementKind, Page, ReplyKind } from '../scoring/engagement.ts';
import type { EngagementData } from '../scoring/engagement-data.ts';
import type { Persona } from '../people/persona.ts';
import type { SlaClock } from '../sales/sla-clock.ts';
import type { WayBack } from './way-back.ts';

/*
 * The messages to a running workflow. They hold facts and ids only, because Temporal's history must not hold personal data.
 * Every message has an id; the workflow uses it to recognise a message that comes twice.
 */

/** What makes a lead sales-ready. It is set only on the engagement, or the change of facts, that did it. */
export type Ready = 'mql' | 'fastTrack';

/** The lead did something. Opens are never sent: nothing branches on them. */
export interface Engaged {
  readonly id: string;
  readonly kind: EngagementKind;
  readonly at: Instant;
  /** A machine did it (a scanner, a prefetching proxy); nothing branches on it. */
  readonly machine?: boolean;
  /** For an app's own kind: whether only a person can do it, by the policy of that moment. The core kinds say it themselves. */
  readonly human?: boolean;
  /** The key of the touch that it answers. */
  readonly touch?: string;
  readonly page?: Page;
  /** What it was about, by the fields of its kind: codes and numbers. */
  readonly data?: EngagementData;
  /** With a click: what the lead was about to do. The system where it happens reports whether they did. */
  readonly intends?: EngagementKind;
  readonly reply?: ReplyKind;
  /** Set if a rep already has a task for it. */
  readonly hasTask?: true;
  readonly answer?: AnswerKind;
  /** With `later` and `boughtElsewhere`: the date that the lead named. */
  readonly until?: Instant;
  readonly ready?: Ready;
  /** With `ready`: when Trellis learnt of an act that had happened before; the clocks of sales start then. */
  readonly readyAt?: Instant;
  /** The lead's wishes from now on, with an answer that states them. */
  readonly prefers?: Preferences;
}

/** Whether a person did it. The answer stays the same while the lead runs, even if the app changes its kinds. */
export const isByHuman = ({ kind, machine, human }: Engaged): boolean => !machine && (human ?? kindSpec(coreKinds, kind).human);

/** A lead's wishes about the emails of all programs. */
export interface Preferences {
  /** By which factor the emails come slower than usual. */
  readonly slower: number;
  /** Whether the lead wants emails that are written for another kind of buyer. */
  readonly otherTopic: boolean;
}

/** The channels that may be used to reach the lead from now on. */
export interface ContactabilityChanged extends Readonly<Record<CoreChannel, boolean>> {
  readonly id: string;
  readonly at: Instant;
  /** The code of the reason. */
  readonly because: string;
  /** The id of the engagement that did it, if one did. */
  readonly by?: string;
  /** A channel was opened again: a waiting email is retried at once. */
  readonly lifted?: true;
  /** Every channel is closed for good, so no rep can reach the lead. */
  readonly unreachable?: true;
}

/** The facts about the lead have changed, by enrichment or a person's correction. */
export interface FactsChanged {
  readonly id: string;
  readonly at: Instant;
  readonly ready?: Ready;
}

/** The lead's task has another rep, or its rungs are due at other instants. Postgres has this already. */
export interface TaskChanged {
  readonly id: string;
  readonly at: Instant;
  readonly taskId: string;
  /** The rep who has the task from now on; null for none. Missing if the assignee has not changed. */
  readonly assigneeId?: string | null;
  /** The clock that runs from now on. A clock of the same round only moves the rungs that are still ahead. */
  readonly clock?: SlaClock;
}

/** The input of the lead's campaign, or the knobs of its program, have changed. The version says which of two changes is the later one. */
export interface InputChanged extends Given {
  /** The id of the change. */
  readonly id: string;
  readonly of: GivenBy;
}

/** The lead's campaign was stopped, for all or for this lead: marketing's part of its program ends, sales finishes its own. */
export interface CampaignStopped {
  /** The id of the brake. */
  readonly id: string;
}

/** From now on, program time passes at another speed. Stop the workers before you change the clock. */
export interface ClockChanged {
  readonly id: string;
  readonly clock: ClockSpec;
}

export type Signals = {
  engaged: Engaged;
  contactabilityChanged: ContactabilityChanged;
  factsChanged: FactsChanged;
  taskChanged: TaskChanged;
  inputChanged: InputChanged;
  campaignStopped: CampaignStopped;
  takenBack: TakenBack;
  clockChanged: ClockChanged;
};

/** A rep's report about a task. Any text of theirs stays in Postgres, under the same id. */
export interface OutcomeReport {
  readonly id: string;
  readonly taskId: string;
  /** The rep's id. */
  readonly by: string;
  readonly disposition: Disposition;
  /** When they reported it. */
  readonly at: Instant;
  /** `callBack`, `notReady`, `noShow`, `recycled`: the date that the rep named. */
  readonly until?: Instant;
  readonly track?: string;
  readonly recycleReason?: RecycleReason;
  readonly meetingAt?: Instant;
  readonly channels?: readonly Channel[];
  /** `existingDeal`: the id of the rep who owns the deal. */
  readonly owner?: string;
}

/** A report was taken back: the lead waits for its task again. */
export interface TakenBack {
  readonly id: string;
  readonly at: Instant;
  readonly wayBack: WayBack;
}

/** A manager's decision about a task that no rep acted on; or marketing takes the lead back, at any time. */
export interface Decision {
  readonly id: string;
  readonly taskId: string;
  readonly by: string;
  readonly at: Instant;
  readonly decision: 'keep' | 'reassign' | 'recycle' | 'takeBack';
  /** `reassign`: the id of the rep who gets it; without one, routing chooses. */
  readonly to?: string;
  /** `takeBack`: why, if not because marketing wants it; and until when the lead rests, if not as long as the reason says. */
  readonly reason?: RecycleReason;
  readonly until?: Instant;
}

/** A rep of the task's team takes the task. */
export interface Claim {
  readonly id: string;
  readonly taskId: string;
  readonly by: string;
  readonly at: Instant;
}

/** An operator moves the lead to a track. */
export interface MoveTo {
  readonly id: string;
  readonly by: string;
  readonly at: Instant;
  readonly track: string;
}
/** An operator reruns a parked visit. */
export interface Retry {
  readonly id: string;
  readonly by: string;
  readonly at: Instant;
}

export type Updates = { reportOutcome: OutcomeReport; decide: Decision; claim: Claim; moveTo: MoveTo; retry: Retry };

/** The answer to an update, returned when the update is applied. `next` is a word for what happens next. */
export interface Answer {
  readonly id: string;
  readonly next: string;
}

/** What starts a lead's workflow in a program. */
export interface Enrolment {
  readonly leadId: string;
  readonly enrolmentId: string;
  readonly campaignId: string;
  readonly program: string;
  readonly startAt: Instant;
  readonly clock: ClockSpec;
  /** The track in which the lead begins; the program's first one if missing. */
  readonly track?: string;
  /** The lane of a side program; missing for the lead's main program. */
  readonly lane?: string;
  /** Missing for a program that takes no input. */
  readonly inputs?: GivenToLead;
  /** The program had ended, and a report was taken back: the lead continues at its task. */
  readonly back?: { readonly wayBack: WayBack; readonly visit: number; readonly at: Instant };
}

/** Which of a lead's programs it concerns: the side program in this lane, or the lead's main program. */
export interface InLane {
  readonly lane?: string;
}

/** A message that waits in the outbox for Temporal. */
export type OutboxMessage = InLane &
  (
    | { readonly type: 'enrol'; readonly enrolment: Enrolment }
    | { [N in keyof Signals]: { readonly type: 'signal'; readonly name: N; readonly payload: Signals[N] } }[keyof Signals]
    | { [N in keyof Updates]: { readonly type: 'update'; readonly name: N; readonly payload: Updates[N] } }[keyof Updates]
  );

/** A running workflow's answer to the status query. */
export interface LeadStatus {
  readonly program: string;
  readonly track: string;
  readonly visit: number;
  readonly stage: string;
  /** What the workflow waits for, in words. */
  readonly waitingFor: string;
  readonly until?: Instant;
  readonly taskId?: string;
  readonly parked?: string;
}

/** A touch that went out, as its workflow remembers it. */
export interface SentTouch {
  readonly key: string;
  readonly content: string;
  readonly track: string;
  /** The personas whose versions of the content it may be. */
  readonly personas: readonly Persona[];
  readonly at: Instant;
  readonly inDoubt: boolean;
}
