import { own } from '../../domain/text/own.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { DispositionField, StandardIn } from '../../domain/sales/dispositions.ts';
import type { CallGuide } from '../../domain/sales/questions.ts';
import { DAY, working, type WorkingDuration } from '../../domain/time/duration.ts';
import type { StandardReason } from '../../domain/sales/recycle.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import { addWorking, type WorkingCalendar } from '../../domain/time/working-calendar.ts';
import type { Dice } from '../dice.ts';

/** The fields of a report. */
export interface Details {
  readonly reason?: string;
  readonly recycleReason?: StandardReason;
  readonly at?: Instant;
  readonly track?: string;
  readonly meetingAt?: Instant;
  readonly closeAt?: Instant;
  readonly channels?: Channel[];
  readonly owner?: string;
  readonly amount?: number;
  readonly currency?: string;
  readonly stage?: string;
  readonly guide?: Record<string, string>;
  readonly correction?: { readonly phone: string };
  readonly successor?: string;
  readonly nextStep?: string;
  readonly learned?: string | Record<string, string>;
  readonly rating?: number;
}

/** What a rep knows when writing a report. */
export interface Occasion {
  readonly now: Instant;
  readonly calendar: WorkingCalendar;
  readonly dice: Dice;
  /** The track for leads that are not ready; `connect` by default. */
  readonly connect?: string | undefined;
  /** The salesperson of an existing deal. */
  readonly dealOwner: string;
  readonly because?: StandardReason;
  readonly channels?: readonly Channel[];
}

const days = (dice: Dice, from: number, to: number): WorkingDuration =>
  working({ days: Math.round(dice.between(from, to, 'days')) });

/** An answer to each standard question of the call guide. */
function guide(dice: Dice): NonNullable<Details['guide']> {
  return {
    fit: 'Size and region fit',
    interest: dice.pick(['Wants to see it soon', 'Compares three of them'], 'keen'),
    contactData: 'Right',
    need: dice.pick(['Too much is done by hand', 'Mistakes cost too much', 'No overview of what comes when'], 'need'),
    earlierPurchase: dice.pick(['None', 'A module of another system'], 'earlier'),
    authority: dice.pick(['Decides with a colleague', 'Prepares it for the director'], 'authority'),
    timing: dice.pick(['This quarter', 'Before the peak season'], 'timing'),
    willingToMeet: 'Yes',
    channel: dice.pick(['Phone', 'Video call'], 'channel'),
  };
}

const reasons = {
  notReady: ['Busy with a move until summer', 'Wants to read more first'],
  disqualified: ['A student who writes a thesis', 'Collects offers for a customer', 'Works for the landlord'],
  notInterested: ['Has all that they need', 'No money this year'],
  rejected: ['Too small for us', 'No budget owner in sight'],
  lost: ['Chose to extend the system that they have', 'The board stopped the project'],
} as const;

/** How many days ahead the date of a recycle reason is. */
const returns: Partial<Record<StandardReason, number>> = { timing: 25, competitorChosen: 150 };

/** Writes the details of each disposition. */
const writers: { readonly [D in StandardIn<'sdr' | 'sales'>]: (occasion: Occasion) => Details } = {
  notInterested: ({ dice }) => ({ reason: dice.pick(reasons.notInterested, 'why') }),
  qualified: ({ now, calendar, dice }) => ({
    guide: guide(dice),
    meetingAt: addWorking(calendar, now, days(dice, 5, 8)),
  }),
  transferred: ({ dice }) => ({ guide: guide(dice) }),
  notReady: ({ now, dice, connect = 'connect' }) => ({
    reason: dice.pick(reasons.notReady, 'why'),
    at: now + dice.between(14, 40, 'until') * DAY,
    track: connect,
  }),
  disqualified: ({ dice }) => ({ reason: dice.pick(reasons.disqualified, 'why') }),
  callBack: ({ now, calendar, dice }) => ({ at: addWorking(calendar, now, days(dice, 1, 3)) }),
  noDecision: () => ({}),
  answeredByOther: () => ({}),
  noAnswer: () => ({}),
  voicemail: () => ({}),
  noReply: () => ({}),
  wrongContact: ({ dice }) => ({ correction: { phone: `+31 20 555 0${Math.floor(dice.between(110, 199, 'number'))}` } }),
  wrongNumber: () => ({ reason: 'The number belongs to somebody else' }),
  leftCompany: () => ({ successor: 'Not known yet; the front desk will tell' }),
  doNotContact: ({ channels = ['phone'] }) => ({ channels: [...channels] }),
  existingDeal: ({ dealOwner }) => ({ owner: dealOwner }),
  accepted: ({ dice }) => ({ rating: Math.round(dice.between(2, 5, 'rating')) }),
  rejected: ({ dice }) => ({ reason: dice.pick(reasons.rejected, 'why'), rating: Math.round(dice.between(1, 2, 'rating')) }),
  noShow: ({ now, calendar, dice }) => ({ at: addWorking(calendar, now, days(dice, 1, 3)) }),
  opportunity: ({ now, dice }) => ({
    amount: Math.round(dice.between(8, 70, 'amount')) * 1000,
    closeAt: now + Math.round(dice.between(20, 60, 'close')) * DAY,
    nextStep: dice.pick(['Send the offer', 'Visit the site', 'Talk to IT'], 'next'),
  }),
  recycled: ({ now, because = 'timing' }) => {
    const back = returns[because];
    return { recycleReason: because, ...(back !== undefined && { at: now + back * DAY }) };
  },
  won: ({ dice }) => ({
    learned: {
      contentThatHelped: dice.pick(['The customer case', 'The checklist'], 'helped'),
      hesitation: dice.pick(['The work of moving', 'The price'], 'hesitation'),
    },
  }),
  lost: ({ dice }) => ({ reason: dice.pick(reasons.lost, 'why') }),
};

/** What the rep's menu asks for: fields, and the questions of the call guide. Without a menu, what the standard asks. */
interface Asked {
  readonly requires?: readonly DispositionField[];
  readonly allows?: readonly DispositionField[];
  readonly guide?: CallGuide | undefined;
}

export function detailsFor(disposition: StandardIn<'sdr' | 'sales'>, occasion: Occasion, asked: Asked = {}): Details {
  const details = fitting(writers[disposition](occasion), occasion, asked);
  return { ...details, ...(details.at !== undefined && { at: Math.round(details.at) }) };
}

/** The fields for which the app asks: those that it requires besides are filled in as they would be with another disposition. */
function fitting(written: Details, occasion: Occasion, { requires, allows = [], guide: questions }: Asked): Details {
  if (!requires) return written;
  const any: Details = Object.assign({}, ...Object.values(writers).map((write) => write(occasion)));
  const values: Details = {
    ...Object.fromEntries(requires.map((field) => [field, written[field] ?? any[field]])),
    ...Object.fromEntries(allows.flatMap((field) => (written[field] === undefined ? [] : [[field, written[field]]]))),
  };
  return values.guide && questions ? { ...values, guide: answers(values.guide, questions) } : values;
}

/** The rep's answers to the questions of the app; one word to those that the standard does not have. */
function answers(known: Readonly<Record<string, string>>, questions: CallGuide): Record<string, string> {
  return Object.fromEntries(Object.keys(questions).map((question) => [question, own(known, question) ?? 'Yes']));
}
