import type { StandardIn } from '../../domain/sales/dispositions.ts';
import type { StandardReason } from '../../domain/sales/recycle.ts';
import type { Channel } from '../../domain/contact/suppression.ts';

/** The result of one call. */
export interface SdrStep {
  readonly says: StandardIn<'sdr'>;
  readonly channels?: readonly Channel[];
}

/** The result of one step of a salesperson's work. */
export interface SalesStep {
  readonly says: StandardIn<'sales'>;
  readonly because?: StandardReason;
  /** How many working days pass before it. */
  readonly days?: readonly [from: number, to: number];
}

/** A manager's reaction to a lead that no rep acts on. */
export type ManagersWord = 'keep' | 'reassign' | 'recycle' | 'says nothing';

interface PhonePartSpec {
  /** The results of calls, in order; the last one repeats. */
  readonly sdr: readonly [SdrStep, ...SdrStep[]];
  /** The results of steps, in order; after the last one, nothing more happens. */
  readonly sales: readonly SalesStep[];
  /** No rep acts on the lead until the manager reacts like this. */
  readonly ignoredUntil?: ManagersWord;
}

const accepted = { says: 'accepted' } as const;
const opportunity = { says: 'opportunity', days: [2, 5] } as const;
const won = { says: 'won', days: [4, 12] } as const;
const qualified = { says: 'qualified' } as const;
const noAnswer = { says: 'noAnswer' } as const;
const voicemail = { says: 'voicemail' } as const;
const recycled = (because: StandardReason): SalesStep => ({ says: 'recycled', because, days: [1, 4] });
const buys = [accepted, opportunity, won] as const;

/** What people say on the phone, and how they fare in sales. */
export const phoneParts = {
  buys: { sdr: [qualified], sales: buys },
  buysSlowly: {
    sdr: [{ says: 'answeredByOther' }, qualified],
    sales: [accepted, opportunity, { says: 'opportunity', days: [10, 14] }],
  },
  closesDeal: { sdr: [{ says: 'transferred' }], sales: buys },
  dealGoesOn: {
    sdr: [{ says: 'noDecision' }, qualified],
    sales: [accepted, opportunity, { says: 'opportunity', days: [10, 14] }],
  },
  besideDeal: { sdr: [qualified], sales: [accepted, opportunity] },
  missesMeeting: { sdr: [qualified], sales: [{ says: 'noShow' }, accepted, opportunity] },
  lost: { sdr: [voicemail, qualified], sales: [accepted, opportunity, { says: 'lost', days: [3, 9] }] },
  timing: { sdr: [qualified], sales: [accepted, recycled('timing')] },
  budget: { sdr: [qualified], sales: [accepted, recycled('budget')] },
  competingPriority: { sdr: [qualified], sales: [accepted, recycled('competingPriority')] },
  managementChange: { sdr: [qualified], sales: [accepted, recycled('managementChange')] },
  competitorChosen: { sdr: [qualified], sales: [accepted, recycled('competitorChosen')] },
  rejectedOnce: { sdr: [qualified], sales: [{ says: 'rejected' }, accepted, opportunity] },
  rejectedTwice: { sdr: [qualified], sales: [{ says: 'rejected' }, { says: 'rejected' }] },
  noOpportunity: { sdr: [qualified], sales: [accepted] },
  stalls: { sdr: [qualified], sales: [accepted, { says: 'opportunity', days: [1, 2] }] },
  ignored: { sdr: [qualified], sales: [], ignoredUntil: 'says nothing' },
  ignoredKept: { sdr: [qualified], sales: [accepted, opportunity], ignoredUntil: 'keep' },
  ignoredMoved: { sdr: [qualified], sales: [accepted, opportunity], ignoredUntil: 'reassign' },
  ignoredReturned: { sdr: [qualified], sales: [], ignoredUntil: 'recycle' },
  unreachable: { sdr: [noAnswer, voicemail, noAnswer], sales: [accepted] },
  callsBack: { sdr: [{ says: 'callBack' }, qualified], sales: [accepted, opportunity] },
  notInterested: { sdr: [{ says: 'notInterested' }], sales: [{ says: 'rejected' }] },
  notReady: { sdr: [{ says: 'notReady' }], sales: [accepted, recycled('timing')] },
  wrongNumber: { sdr: [{ says: 'wrongContact' }, qualified], sales: [accepted, opportunity] },
  /** Must not be called, and replies to the second email. */
  writesOnly: { sdr: [{ says: 'noReply' }, qualified], sales: buys },
  noCallsPlease: { sdr: [{ says: 'doNotContact', channels: ['phone'] }], sales: [accepted] },
  noContactPlease: { sdr: [noAnswer, { says: 'doNotContact', channels: ['email', 'phone'] }], sales: [accepted] },
  existingDeal: { sdr: [{ says: 'existingDeal' }], sales: [accepted, opportunity] },
  leftCompany: { sdr: [{ says: 'wrongNumber' }, { says: 'leftCompany' }], sales: [{ says: 'rejected' }] },
  notAFit: { sdr: [{ says: 'disqualified' }], sales: [{ says: 'rejected' }] },
  /** No rep should call them; a call would be too early. */
  none: { sdr: [{ says: 'notReady' }], sales: [accepted, recycled('timing')] },
} as const satisfies Record<string, PhonePartSpec>;

export type PhonePart = keyof typeof phoneParts;

export const phonePart = (id: PhonePart): PhonePartSpec => phoneParts[id];
