import type { Instant } from '../domain/time/clock.ts';
import type { FunnelStage } from '../domain/lead/funnel.ts';
import type { Answer, Engaged, Enrolment, Ready } from '../domain/lead/messages.ts';
import type { MayReach } from '../domain/contact/suppression.ts';
import type { Rejection } from '../domain/lead/rejections.ts';
import type { JournalEntry } from '../activities/contract.ts';

/** What a lead carries from one track to the next. Facts and ids only. */
export interface CarriedState extends MayReach {
  track: string;
  /** Counts the visits of tracks; part of every key. */
  visit: number;
  /** Journal entries of this visit that were written by earlier runs of it (a parked visit that runs again goes on counting). */
  written: number;
  /** The last line that was written, and the events of all runs before this one; an earlier version told neither. */
  last?: { readonly visit: number; readonly n: number };
  turns?: number;
  /** A rest: the track begins then. */
  notBefore?: Instant;
  stage: FunnelStage;
  /** Rounds through nurture: 1 until the first rest. */
  cycle: number;
  /** Index into the lead's ranking of personas. */
  persona: number;
  /** Days of a track are multiplied by it, besides the persona's own pace. */
  pace: number;
  acquiredAt: Instant;
  /** The code of the reason why not. */
  channelsBecause?: string;
  /** Sales-ready, and no track has acted on it yet. */
  ready?: { readonly kind: Ready; readonly at: Instant; readonly by?: Engaged['kind'] };
  /** What made the lead ready for the sales' track that it is in. */
  trigger?: { readonly kind: Engaged['kind'] | 'mql'; readonly at: Instant };
  /** A rep sent the lead back until then: MQL doesn't interrupt before; fast-track does. */
  mqlHeldUntil?: Instant;
  /** For routing: who should get the lead next, and who must not. */
  prefer?: string;
  exclude: string[];
  /** A meeting that an SDR arranged for the salesperson. */
  meetingAt?: Instant;
  /** What the lead did lately, the newest last; a track that comes later may still ask. */
  engagements: Engaged[];
  /** The last answers given to updates and ids of signals seen, for those who ask twice. */
  answers: [id: string, answer: GivenAnswer][];
  journal: JournalEntry[];
  /** Open tasks of the verbs of this visit; an earlier version told of none. */
  openTasks?: string[];
}

/** An update that was let in and then refused. */
export interface Rejected {
  readonly rejected: Rejection;
  /** Ids. */
  readonly details?: readonly string[];
}

/** With an update: what it asked for. 0.1.0 didn't remember that. */
export type GivenAnswer = (Answer | Rejected) & { readonly request?: string };

export interface LifecycleInput extends Enrolment {
  /** Missing when the lead enters the program. */
  readonly state?: CarriedState;
}

/** What a lead carries when it enters a program. */
export const newState = (enrolment: Enrolment, program: { readonly gate: boolean; readonly start: string }): CarriedState => ({
  track: program.gate ? GATE : program.start,
  visit: program.gate ? 0 : 1,
  written: 0,
  notBefore: enrolment.startAt,
  stage: 'inquiry',
  cycle: 1,
  persona: 0,
  pace: 1,
  acquiredAt: enrolment.startAt,
  mayEmail: true,
  mayPhone: true,
  exclude: [],
  engagements: [],
  answers: [],
  journal: [],
});

/** The first visit of every lead: enrichment, and who doesn't belong into the program. */
export const GATE = 'gate';
