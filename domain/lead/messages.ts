import type { ClockSpec, Instant } from '../time/clock.ts';
import type { Channel } from '../contact/contactability.ts';
import type { Disposition } from '../sales/dispositions.ts';
import type { RecycleReason } from '../sales/recycle.ts';
import { coreKinds, kindSpec } from '../scoring/engagement.ts';
import type { AnswerKind, EngagementKind, Page, ReplyKind } from '../scoring/engagement.ts';
import type { Persona } from '../people/persona.ts';
import type { SlaClock } from '../sales/sla-clock.ts';

/*
 * What a running lead is told. Facts and ids only: these stand in Temporal's history, where nothing personal may be.
 * Every message carries an id, by which the lead knows whether it has had it already.
 */

/** What makes a lead sales-ready; set on the engagement (or the change of facts) that did it, and only on that one. */
export type Ready = 'mql' | 'fastTrack';

/** The lead did something. An open is never sent: nothing branches on it. */
export interface Engaged {
  readonly id: string;
  readonly kind: EngagementKind;
  readonly at: Instant;
  /** A machine did it (a scanner, a prefetching proxy); it branches nowhere. */
  readonly machine?: boolean;
  /** Of a kind of the app: whether only a person can have done it, as the policy said then. The core kinds say it themselves. */
  readonly human?: boolean;
  /** The key of the touch that it answers. */
  readonly touch?: string;
  readonly page?: Page;
  /** With a click: what they were about to do. Whether they did is told by the system where it happens. */
  readonly intends?: EngagementKind;
  readonly reply?: ReplyKind;
  /** A person has a task for it already. */
  readonly hasTask?: true;
  readonly answer?: AnswerKind;
  /** With `later` and `boughtElsewhere`: the date they named. */
  readonly until?: Instant;
  readonly ready?: Ready;
  /** With an answer that asks for it: what the lead wishes from now on. */
  readonly prefers?: Preferences;
}

/** Whether a person did it. It does not change while the lead runs, whatever becomes of the kinds of the app. */
export const isByHuman = ({ kind, machine, human }: Engaged): boolean => !machine && (human ?? kindSpec(coreKinds, kind).human);

/** What a lead wishes about the emails of all programs. */
export interface Preferences {
  /** So many times slower than we would write by ourselves. */
  readonly slower: number;
  /** Emails that are written for another kind of buyer. */
  readonly otherTopic: boolean;
}

/** The channels by which we may reach the lead from now on. */
export interface ContactabilityChanged extends Readonly<Record<Channel, boolean>> {
  readonly id: string;
  readonly at: Instant;
  /** The code of the reason. */
  readonly because: string;
  /** The id of the engagement that did it, if one did. */
  readonly by?: string;
  /** Something was opened again: an email that waits is asked about at once. */
  readonly lifted?: true;
  /** Every channel is closed for good: nobody can be asked to reach the lead. */
  readonly unreachable?: true;
}

/** Something about the lead is known better (enrichment, a correction by a person). */
export interface FactsChanged {
  readonly id: string;
  readonly at: Instant;
  readonly ready?: Ready;
}

/** Another rep has the lead's task, or its rungs are due at other instants. Postgres says so already; this is how the lead hears. */
export interface TaskChanged {
  readonly id: string;
  readonly at: Instant;
  readonly taskId: string;
  /** Who has it from now on; null: nobody. Missing where that is as it was. */
  readonly assigneeId?: string | null;
  /** The clock that runs from now on. One of the same round only moves the rungs that are ahead. */
  readonly clock?: SlaClock;
}

export type Signals = {
  engaged: Engaged;
  contactabilityChanged: ContactabilityChanged;
  factsChanged: FactsChanged;
  taskChanged: TaskChanged;
};

/** What a rep reports about a task. What they wrote stays in Postgres, under the same id. */
export interface OutcomeReport {
  readonly id: string;
  readonly taskId: string;
  /** The rep's id. */
  readonly by: string;
  readonly disposition: Disposition;
  /** When they reported it. */
  readonly at: Instant;
  /** `callBack`, `notReady`, `noShow`, `recycled`: the date given. */
  readonly until?: Instant;
  readonly track?: string;
  readonly recycleReason?: RecycleReason;
  readonly meetingAt?: Instant;
  readonly channels?: readonly Channel[];
  /** `existingDeal`: the id of the rep who owns the deal. */
  readonly owner?: string;
}

/** What a manager decides about a task on which nobody acted. */
export interface Decision {
  readonly id: string;
  readonly taskId: string;
  readonly by: string;
  readonly at: Instant;
  readonly decision: 'keep' | 'reassign' | 'recycle';
  /** `reassign`: the id of the rep who gets it; without one, routing chooses. */
  readonly to?: string;
}

/** A rep of the task's team takes it over. */
export interface Claim {
  readonly id: string;
  readonly taskId: string;
  readonly by: string;
  readonly at: Instant;
}

/** An operator sends the lead to a track, or lets a parked visit run again. */
export interface MoveTo {
  readonly id: string;
  readonly by: string;
  readonly at: Instant;
  readonly track: string;
}
export interface Retry {
  readonly id: string;
  readonly by: string;
  readonly at: Instant;
}

export type Updates = { reportOutcome: OutcomeReport; decide: Decision; claim: Claim; moveTo: MoveTo; retry: Retry };

/** What became of an update: it is applied when this is returned. `next` says in a word what happens next. */
export interface Answer {
  readonly id: string;
  readonly next: string;
}

/** How a lead enters a program. */
export interface Enrolment {
  readonly leadId: string;
  readonly enrolmentId: string;
  readonly campaignId: string;
  readonly program: string;
  readonly startAt: Instant;
  readonly clock: ClockSpec;
}

/** What waits in the outbox for Temporal, as it is delivered. */
export type OutboxMessage =
  | { readonly type: 'enrol'; readonly enrolment: Enrolment }
  | { [N in keyof Signals]: { readonly type: 'signal'; readonly name: N; readonly payload: Signals[N] } }[keyof Signals]
  | { [N in keyof Updates]: { readonly type: 'update'; readonly name: N; readonly payload: Updates[N] } }[keyof Updates];

/** What a running lead says about itself. */
export interface LeadStatus {
  readonly program: string;
  readonly track: string;
  readonly visit: number;
  readonly stage: string;
  /** What it waits for, in words. */
  readonly waitingFor: string;
  readonly until?: Instant;
  readonly taskId?: string;
  readonly parked?: string;
}

/** A touch that went out, as the workflow that ordered it knows it. */
export interface SentTouch {
  readonly key: string;
  readonly content: string;
  readonly track: string;
  /** Whose versions of the content it could be. */
  readonly personas: readonly Persona[];
  readonly at: Instant;
  readonly inDoubt: boolean;
}
