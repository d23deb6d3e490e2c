import { YEAR } from '../time/duration.ts';
import type { FunnelStage } from '../lead/funnel.ts';
import type { Channel } from '../contact/suppression.ts';

/**
 * What a disposition must or may give. A code, an instant or an id is a fact, which a workflow may carry;
 * `text` is what a person wrote, and stays in Postgres. Each instant lies ahead.
 */
export const dispositionFields = {
  reason: { label: 'Reason', kind: 'text' },
  recycleReason: { label: 'Why it goes back', kind: 'recycleReason' },
  at: { label: 'When', kind: 'instant', ahead: 2 * YEAR },
  track: { label: 'Where to', kind: 'track' },
  meetingAt: { label: 'Meeting', kind: 'instant', ahead: YEAR },
  closeAt: { label: 'Expected close', kind: 'instant', ahead: 5 * YEAR },
  channels: { label: 'Channels', kind: 'channels' },
  owner: { label: 'Owner', kind: 'rep' },
  amount: { label: 'Amount', kind: 'money' },
  guide: { label: 'Call guide', kind: 'guide' },
  correction: { label: 'Right contact', kind: 'text' },
  successor: { label: 'Successor', kind: 'text' },
  nextStep: { label: 'Next step', kind: 'text' },
  learned: { label: 'Hesitation, deal-breaker, wanted feature, content that helped', kind: 'text' },
} as const satisfies Record<string, DispositionFieldSpec>;

export interface DispositionFieldSpec {
  readonly label: string;
  readonly kind: FieldKind;
  /** How far ahead an instant may lie, in milliseconds. */
  readonly ahead?: number;
}

export type FieldKind = 'text' | 'instant' | 'track' | 'channels' | 'rep' | 'money' | 'guide' | 'recycleReason';
export type DispositionField = keyof typeof dispositionFields;

type NextStep =
  | 'handOver'
  | 'nurture'
  | 'disqualify'
  | 'callBack'
  | 'retry'
  | 'correct'
  | 'findSuccessor'
  | 'closeChannels'
  | 'giveToOwner'
  | 'accept'
  | 'reject'
  | 'wait'
  | 'opportunity'
  | 'recycle'
  | 'win'
  | 'lose';

/** What follows from what a rep reports about a reply; no program waits for it. */
type ReplyStep = 'close' | 'endMarketing' | 'pause' | 'closeChannels' | 'findSuccessor';

interface DispositionSpec<Next = NextStep> {
  readonly label: string;
  readonly requires: readonly DispositionField[];
  readonly allows?: readonly DispositionField[];
  readonly next: Next;
  /** The rep spoke with the lead: it stops the clock of the contact, not only that of the attempt. */
  readonly contact: boolean;
  /** The channel on which the rep has tried: while it is closed, there is nothing to report of it. */
  readonly by?: Channel;
  /** The stages in which it can be reported; a call is about an MQL. Only `accepted` leads on from there. */
  readonly stages?: readonly FunnelStage[];
}

/** What an SDR may report about a call, and what happens next. */
export const sdrDispositions = {
  qualified: { label: 'Qualified', requires: ['guide', 'meetingAt'], next: 'handOver', contact: true },
  notReady: { label: 'Interested, not ready', requires: ['reason', 'at', 'track'], next: 'nurture', contact: true },
  disqualified: { label: 'Not a fit', requires: ['reason'], next: 'disqualify', contact: true },
  callBack: { label: 'Call back later', requires: ['at'], next: 'callBack', contact: true, by: 'phone' },
  noAnswer: { label: 'No answer', requires: [], next: 'retry', contact: false, by: 'phone' },
  voicemail: { label: 'Left a voicemail', requires: [], next: 'retry', contact: false, by: 'phone' },
  noReply: { label: 'No reply to our email', requires: [], next: 'retry', contact: false, by: 'email' },
  wrongContact: { label: 'Wrong contact', requires: ['correction'], next: 'correct', contact: false },
  leftCompany: { label: 'Left the company', requires: [], allows: ['successor'], next: 'findSuccessor', contact: false },
  doNotContact: { label: 'Asked not to be contacted', requires: ['channels'], next: 'closeChannels', contact: true },
  existingDeal: { label: 'Has a deal with us', requires: ['owner'], next: 'giveToOwner', contact: true },
} as const satisfies Record<string, DispositionSpec>;

/** What a salesperson may report about a lead, and what happens next. */
export const salesDispositions = {
  accepted: { label: 'Accepted', requires: [], next: 'accept', contact: false, stages: ['mql'] },
  rejected: {
    label: 'Rejected',
    requires: ['reason'],
    allows: ['recycleReason'],
    next: 'reject',
    contact: false,
    stages: ['mql'],
  },
  noShow: { label: 'Did not come to the meeting', requires: ['at'], next: 'wait', contact: false, stages: ['mql', 'sal'] },
  opportunity: {
    label: 'Opportunity',
    requires: ['amount', 'closeAt', 'nextStep'],
    next: 'opportunity',
    contact: true,
    // Again for each step of the deal: so its stage has moved.
    stages: ['sal', 'opportunity'],
  },
  recycled: {
    label: 'Back to nurture',
    requires: ['recycleReason'],
    allows: ['at', 'reason'],
    next: 'recycle',
    contact: true,
    stages: ['sal', 'opportunity'],
  },
  won: { label: 'Won', requires: ['learned'], next: 'win', contact: true, stages: ['opportunity'] },
  lost: { label: 'Lost', requires: ['reason'], allows: ['learned'], next: 'lose', contact: true, stages: ['opportunity'] },
} as const satisfies Record<string, DispositionSpec>;

/** What a person may report about a reply that they have read, and what happens next. Each of them closes the task. */
export const replyDispositions = {
  answered: { label: 'Answered', requires: [], allows: ['reason'], next: 'close', contact: true },
  notInterested: { label: 'Not interested', requires: [], allows: ['reason'], next: 'endMarketing', contact: true },
  later: { label: 'Not before a date', requires: ['at'], allows: ['reason'], next: 'pause', contact: true },
  doNotContact: sdrDispositions.doNotContact,
  leftCompany: sdrDispositions.leftCompany,
} as const satisfies Record<string, DispositionSpec<ReplyStep>>;

export type SdrDisposition = keyof typeof sdrDispositions;
export type SalesDisposition = keyof typeof salesDispositions;
export type ReplyDisposition = keyof typeof replyDispositions;
/** What a program waits for. */
export type ProgramDisposition = SdrDisposition | SalesDisposition;
export type Disposition = ProgramDisposition | ReplyDisposition;

export const programDispositions: Record<ProgramDisposition, DispositionSpec> = { ...sdrDispositions, ...salesDispositions };
export const dispositions: Record<Disposition, DispositionSpec<NextStep | ReplyStep>> = {
  ...replyDispositions,
  ...programDispositions,
};

/** The questions of the SDR's call guide (up to 30 minutes). */
export const callGuide = {
  fit: 'Do size, industry and region fit?',
  need: 'What do they need, and what drives it?',
  earlierPurchase: 'Have they bought something like it before?',
  authority: 'Who decides?',
  timing: 'When do they want it?',
  contactData: 'Are the contact data right?',
  willingToMeet: 'Are they willing to meet?',
  channel: 'Which channel do they prefer?',
  resonated: 'What resonated?',
} as const satisfies Record<string, string>;

export type CallGuideQuestion = keyof typeof callGuide;
