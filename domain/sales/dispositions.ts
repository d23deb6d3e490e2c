import { YEAR } from '../time/duration.ts';
import type { FunnelStage } from '../lead/funnel.ts';
import type { Channel } from '../contact/suppression.ts';
import type { NamesOf } from '../register.ts';
import { own } from '../text/own.ts';
import {
  badNumberReasons,
  disqualifyReasons,
  lostReasons,
  notInterestedReasons,
  rejectReasons,
  unreachableReasons,
  type Reasons,
} from './reasons.ts';

/**
 * The fields that a report must or may have. Codes, instants and ids are facts that a workflow may hold, some under another name;
 * everything else is what a person wrote, and stays in Postgres. Every instant must be in the future.
 */
export const dispositionFields = {
  reason: { label: 'Reason', kind: 'text' },
  recycleReason: { label: 'Why it goes back', kind: 'recycleReason', fact: 'recycleReason', hasOwnLine: true },
  at: { label: 'When', kind: 'instant', fact: 'until', ahead: 2 * YEAR, mayBeUnknown: true },
  track: { label: 'Where to', kind: 'track', fact: 'track', hasOwnLine: true },
  meetingAt: { label: 'Meeting', kind: 'instant', fact: 'meetingAt', ahead: YEAR },
  closeAt: { label: 'Expected close', kind: 'instant', ahead: 5 * YEAR, hasOwnLine: true },
  channels: { label: 'Channels', kind: 'channels', fact: 'channels', hasOwnLine: true },
  owner: { label: 'Owner', kind: 'rep', fact: 'owner', hasOwnLine: true },
  amount: { label: 'Amount', kind: 'money', hasOwnLine: true },
  currency: { label: 'Currency', kind: 'currency', hasOwnLine: true },
  stage: { label: 'Stage of the deal', kind: 'dealStage', hasOwnLine: true },
  guide: { label: 'Call guide', kind: 'guide' },
  correction: { label: 'Right contact', kind: 'person' },
  successor: { label: 'Successor', kind: 'text' },
  nextStep: { label: 'Next step', kind: 'text', mayBeUnknown: true },
  learned: {
    label: 'What we learned: in words, or as answers to the questions about the deal',
    kind: 'dealReview',
    mayBeUnknown: true,
  },
  rating: { label: 'Rating of the lead from 1 (poor) to 5 (excellent)', kind: 'rating' },
} as const satisfies Record<string, DispositionFieldSpec>;

export interface DispositionFieldSpec {
  readonly label: string;
  readonly kind: ReportFieldKind;
  /** The name under which the lead's workflow gets it; missing if it stays in Postgres. */
  readonly fact?: string;
  /** How far in the future an instant may be, in milliseconds. */
  readonly ahead?: number;
  /** What follows from it has a line of its own in the story. */
  readonly hasOwnLine?: true;
  /** A rep may answer null: they asked, and it is not known. */
  readonly mayBeUnknown?: true;
}

export type ReportFieldKind =
  | 'text'
  | 'instant'
  | 'track'
  | 'channels'
  | 'rep'
  | 'money'
  | 'currency'
  | 'dealStage'
  | 'guide'
  | 'recycleReason'
  | 'dealReview'
  | 'rating'
  | 'person';
export type DispositionField = keyof typeof dispositionFields;

/** The menus for reports: an SDR's about a call, a salesperson's about a lead, a reader's about a reply. */
export type Menu = 'sdr' | 'sales' | 'reply';

export interface StepSpec {
  /** The menus that it can follow from. */
  readonly from: readonly Menu[];
  /** The fields without which it can't be taken. */
  readonly needs?: readonly DispositionField[];
  /** The rep continues with the task. */
  readonly continues?: true;
}

/** The steps that can follow a report. An app's own dispositions choose among them. */
export const nextSteps = {
  handOver: { from: ['sdr'] },
  nurture: { from: ['sdr'], needs: ['at', 'track'] },
  disqualify: { from: ['sdr'] },
  callBack: { from: ['sdr', 'sales'], needs: ['at'], continues: true },
  retry: { from: ['sdr', 'sales'], continues: true },
  correct: { from: ['sdr'], needs: ['correction'] },
  dropNumber: { from: ['sdr'] },
  giveToOwner: { from: ['sdr'], needs: ['owner'] },
  findSuccessor: { from: ['sdr', 'reply'] },
  closeChannels: { from: ['sdr', 'reply'], needs: ['channels'] },
  accept: { from: ['sales'] },
  reject: { from: ['sales'] },
  wait: { from: ['sales'] },
  opportunity: { from: ['sales'] },
  recycle: { from: ['sales'], needs: ['recycleReason'] },
  win: { from: ['sales'] },
  lose: { from: ['sales'] },
  endMarketing: { from: ['sdr', 'reply'] },
  // No program waits for a report about a reply.
  close: { from: ['reply'] },
  pause: { from: ['reply'], needs: ['at'] },
} as const satisfies Record<string, StepSpec>;

export type NextStep = keyof typeof nextSteps;
/** The steps that can follow from a menu. */
export type StepOf<M extends Menu> = { [S in NextStep]: M extends (typeof nextSteps)[S]['from'][number] ? S : never }[NextStep];

/** A disposition: what a rep can report, and what happens next. */
export interface DispositionSpec {
  readonly label: string;
  readonly menus: readonly Menu[];
  readonly requires: readonly DispositionField[];
  readonly allows?: readonly DispositionField[];
  /** The reasons by code; the field `reason` holds what the rep adds in words. Missing if there is nothing to choose. */
  readonly reasons?: Reasons;
  /** A rep may leave the reason out. */
  readonly reasonIsOptional?: true;
  readonly next: NextStep;
  /** Whether the rep spoke with the lead: this stops the clock of the contact, not only that of the attempt. */
  readonly contact: boolean;
  /** The channel that the rep tried; while it is closed, the disposition is not offered. */
  readonly by?: Channel;
  /** The stages in which it can be reported. A call is about an MQL; only `accepted` takes the lead further. */
  readonly stages?: readonly FunnelStage[];
}

/** The dispositions of a company, by their names. */
export type Dispositions = Readonly<Record<string, DispositionSpec>>;

const sdr = ['sdr'] as const;
const sales = ['sales'] as const;
const reply = ['reply'] as const;
const sdrAndReply = ['sdr', 'reply'] as const;
const sdrAndSales = ['sdr', 'sales'] as const;

/** A call that reached nobody who decides: the rep tries again. */
const missed = { requires: [], next: 'retry', contact: false, by: 'phone' } as const;
const whyMissed = { reasons: unreachableReasons, reasonIsOptional: true } as const;

/** The default dispositions. An app may change them and add others. */
export const standardDispositions = {
  answered: { label: 'Answered', menus: reply, requires: [], allows: ['reason'], next: 'close', contact: true },
  notInterested: {
    label: 'Not interested',
    menus: sdrAndReply,
    requires: [],
    allows: ['reason', 'rating', 'guide'],
    reasons: notInterestedReasons,
    next: 'endMarketing',
    contact: true,
  },
  later: { label: 'Not before a date', menus: reply, requires: ['at'], allows: ['reason'], next: 'pause', contact: true },
  qualified: {
    label: 'Qualified',
    menus: sdr,
    requires: ['guide', 'meetingAt'],
    allows: ['rating'],
    next: 'handOver',
    contact: true,
  },
  transferred: {
    label: 'Qualified, and put through to a salesperson',
    menus: sdr,
    requires: ['guide'],
    // The salesperson who talks to them; otherwise the next one gets the lead.
    allows: ['rating', 'owner'],
    next: 'handOver',
    contact: true,
    by: 'phone',
  },
  notReady: {
    label: 'Interested, not ready',
    menus: sdr,
    requires: ['reason', 'at', 'track'],
    allows: ['rating', 'guide'],
    next: 'nurture',
    contact: true,
  },
  disqualified: {
    label: 'Not a fit',
    menus: sdr,
    requires: [],
    allows: ['reason', 'rating', 'guide'],
    reasons: disqualifyReasons,
    next: 'disqualify',
    contact: true,
  },
  callBack: {
    label: 'Call back later',
    menus: sdrAndSales,
    requires: ['at'],
    allows: ['guide'],
    next: 'callBack',
    contact: true,
    by: 'phone',
  },
  noDecision: {
    label: 'Spoke, nothing decided',
    menus: sdr,
    ...missed,
    allows: ['reason', 'rating', 'guide'],
    contact: true,
  },
  answeredByOther: { label: 'Somebody else answered', menus: sdrAndSales, ...missed, allows: ['reason'] },
  noAnswer: { label: 'No answer', menus: sdrAndSales, ...missed, ...whyMissed, allows: ['reason'] },
  voicemail: { label: 'Left a voicemail', menus: sdrAndSales, ...missed, allows: ['reason'] },
  noReply: { label: 'No reply to our email', menus: sdr, requires: [], next: 'retry', contact: false, by: 'email' },
  wrongContact: { label: 'Wrong contact', menus: sdr, requires: ['correction'], next: 'correct', contact: false },
  wrongNumber: {
    label: 'Wrong number, no better one',
    menus: sdr,
    requires: [],
    allows: ['reason'],
    reasons: badNumberReasons,
    next: 'dropNumber',
    contact: false,
    by: 'phone',
  },
  leftCompany: {
    label: 'Left the company',
    menus: sdrAndReply,
    requires: [],
    allows: ['successor'],
    next: 'findSuccessor',
    contact: false,
  },
  doNotContact: {
    label: 'Asked not to be contacted',
    menus: sdrAndReply,
    requires: ['channels'],
    next: 'closeChannels',
    contact: true,
  },
  existingDeal: { label: 'Has a deal with us', menus: sdr, requires: ['owner'], next: 'giveToOwner', contact: true },
  accepted: {
    label: 'Accepted',
    menus: sales,
    requires: [],
    allows: ['rating', 'guide'],
    next: 'accept',
    contact: false,
    stages: ['mql'],
  },
  rejected: {
    label: 'Rejected',
    menus: sales,
    requires: [],
    allows: ['reason', 'recycleReason', 'rating'],
    reasons: rejectReasons,
    next: 'reject',
    contact: false,
    stages: ['mql'],
  },
  noShow: {
    label: 'Did not come to the meeting',
    menus: sales,
    requires: ['at'],
    next: 'wait',
    contact: false,
    stages: ['mql', 'sal'],
  },
  opportunity: {
    label: 'Opportunity',
    menus: sales,
    requires: ['amount', 'closeAt', 'nextStep'],
    allows: ['stage', 'currency'],
    next: 'opportunity',
    contact: true,
    // A rep reports it again for each step of the deal, which shows that its stage has moved.
    stages: ['sal', 'opportunity'],
  },
  recycled: {
    label: 'Back to nurture',
    menus: sales,
    requires: ['recycleReason'],
    allows: ['at', 'reason'],
    next: 'recycle',
    contact: true,
    stages: ['sal', 'opportunity'],
  },
  won: { label: 'Won', menus: sales, requires: ['learned'], next: 'win', contact: true, stages: ['opportunity'] },
  lost: {
    label: 'Lost',
    menus: sales,
    requires: [],
    allows: ['reason', 'learned'],
    reasons: lostReasons,
    next: 'lose',
    contact: true,
    stages: ['opportunity'],
  },
} as const satisfies Dispositions;

type Standard = typeof standardDispositions;
/** The standard dispositions in a menu. */
export type StandardIn<M extends Menu> = {
  [D in keyof Standard]: Extract<Standard[D]['menus'][number], M> extends never ? never : D;
}[keyof Standard];

export type StandardDisposition = keyof Standard;
export type Disposition = NamesOf<'dispositions', StandardDisposition>;

/** The dispositions in a menu, in the order of the table. */
export const namesIn = (dispositions: Dispositions, menu: Menu): string[] =>
  Object.keys(dispositions).filter((name) => own(dispositions, name)?.menus.includes(menu));

/** The dispositions that are followed by a step. */
export const namesWithStep = (dispositions: Dispositions, step: NextStep): string[] =>
  Object.keys(dispositions).filter((name) => own(dispositions, name)?.next === step);

/** The step that follows a disposition of a menu; undefined if the menu does not have it. */
export function stepAfter<M extends Menu>(dispositions: Dispositions, name: string, menu: M): StepOf<M> | undefined {
  const row = own(dispositions, name);
  return row?.menus.includes(menu) ? (row.next as StepOf<M>) : undefined;
}

/** The step that follows a disposition that a program waits for; undefined if programs do not wait for it. */
export const stepInProgram = (dispositions: Dispositions, name: string): StepOf<'sdr' | 'sales'> | undefined =>
  stepAfter(dispositions, name, 'sdr') ?? stepAfter(dispositions, name, 'sales');
