import type { Instant } from '../domain/time/clock.ts';
import type { GivenToLead } from '../domain/input/program-input.ts';
import type { Follows } from '../domain/time/moment.ts';
import type { FunnelStage } from '../domain/lead/funnel.ts';
import type { Answer, Engaged, Enrolment, Ready } from '../domain/lead/messages.ts';
import type { MayReach } from '../domain/contact/suppression.ts';
import type { Rejection } from '../domain/lead/rejections.ts';
import type { OpenAgain, WayBack } from '../domain/lead/way-back.ts';
import type { JournalEntry, LeadFacts } from '../activities/contract.ts';

/** What a lead carries from one visit to the next. Facts and ids only. */
export interface CarriedState extends MayReach {
  track: string;
  /** The number of the visit; part of every key. */
  visit: number;
  /** How many journal lines earlier runs of this visit have written; more than 0 only when a parked visit runs again. */
  written: number;
  /** The last line that was written; missing in the state of an earlier version. */
  last?: { readonly visit: number; readonly n: number };
  /** The number of events in all earlier runs; missing in the state of an earlier version. */
  turns?: number;
  /** The end of a rest; the track begins then. */
  notBefore?: Instant;
  /** The input with which the end of the rest moves; missing for a rest that has a fixed end. */
  follows?: Follows;
  stage: FunnelStage;
  /** The round through nurture: 1 until a rest ends the first round. */
  cycle: number;
  /** Index into the lead's ranking of personas. */
  persona: number;
  /** Multiplies the days of every track, together with the persona's own pace. */
  pace: number;
  acquiredAt: Instant;
  /** The code of the reason why a channel is closed. */
  channelsBecause?: string;
  /** Set while the lead is sales-ready and no track has acted on it. */
  ready?: { readonly kind: Ready; readonly at: Instant; readonly by?: Engaged['kind'] };
  /** What made the lead ready for the sales track that it is in. */
  trigger?: { readonly kind: Engaged['kind'] | 'mql'; readonly at: Instant };
  /** A rep sent the lead back until this instant: until then only fast-track interrupts, MQL does not. */
  mqlHeldUntil?: Instant;
  /** The rep who should get the lead next. */
  prefer?: string;
  /** Reps who must not get it. */
  exclude: string[];
  /** A meeting that an SDR arranged for the salesperson. */
  meetingAt?: Instant;
  /** The lead's latest engagements, newest last; later tracks can still read them. */
  engagements: Engaged[];
  /** The ids of those of them that a program has acted on: no wait and no interrupt acts on one twice. */
  given?: string[];
  /** The acts that the program has an interrupt for and that no track has let it decide on yet. */
  undecided?: Engaged[];
  /** The latest answers to updates, and the ids of signals, to recognise a message that comes twice. */
  answers: [id: string, answer: GivenAnswer][];
  journal: JournalEntry[];
  /** The tracks that the lead has passed since its last wait. */
  withoutWait?: string[];
  /** The track that the lead came from; missing in its first visit. */
  from?: string;
  /** Ids of the tasks that this visit has opened and not closed; missing in the state of an earlier version. */
  openTasks?: string[];
  /** Its campaign was stopped: the program ends as soon as marketing has the lead. */
  isStopped?: boolean;
  /** A report was taken back: the lead leaves its track for the task that the report was about. */
  goesBack?: WayBack;
  /** The task that this visit waits for again instead of opening one. */
  opensAgain?: OpenAgain;
  /** The latest input and knobs that the lead knows; missing where the program takes none, and in the state of an earlier version. */
  inputs?: GivenToLead;
}

/** The answer to an update that was accepted and then rejected. */
export interface Rejected {
  readonly rejected: Rejection;
  /** Ids. */
  readonly details?: readonly string[];
}

/** An answer, with the update's request. 0.1.0 saved no request. */
export type GivenAnswer = (Answer | Rejected) & { readonly request?: string };

export interface LifecycleInput extends Enrolment {
  /** Missing in the lead's first run. */
  readonly state?: CarriedState;
  /** What Postgres knew about the lead when the run was started; missing where the run loads it itself. */
  readonly facts?: LeadFacts;
}

/** What starts a lead in a program. */
export type LeadStart = Omit<LifecycleInput, 'state'>;

/** The first visit: it enriches the lead, and turns away a lead that doesn't belong in the program. */
export const GATE = 'gate';
