/** The side that can do something about a reason. */
export type Side = 'marketing' | 'sales' | 'lead';

/** A reason that a rep can choose. */
export interface Reason {
  readonly label: string;
  /** The side that can do something about it: reports count it there. */
  readonly side?: Side;
}

/** Reasons by code. A list with `other` also takes a report that gives its reason in words only. */
export type Reasons = Readonly<Record<string, Reason>>;

/** The code that a reason in words only gets. */
export const OTHER = 'other';

/** Why a salesperson does not accept a lead. */
export const rejectReasons = {
  notInProfile: { label: 'Not in our profile', side: 'marketing' },
  noInterest: { label: 'Not interested enough', side: 'marketing' },
  wrongPerson: { label: 'Not the right person', side: 'marketing' },
  badData: { label: 'Contact data missing or wrong', side: 'marketing' },
  alreadyInTouch: { label: 'We are in touch already', side: 'sales' },
  noTime: { label: 'No time for it', side: 'sales' },
  other: { label: 'Another reason', side: 'marketing' },
} as const satisfies Reasons;

/** Why a lead does not fit. */
export const disqualifyReasons = {
  tooSmall: { label: 'Too small', side: 'marketing' },
  tooLarge: { label: 'Too large', side: 'marketing' },
  wrongIndustry: { label: 'Wrong industry or region', side: 'marketing' },
  noNeed: { label: 'No need', side: 'lead' },
  notABuyer: { label: 'Buys nothing: a student, an adviser, a supplier', side: 'marketing' },
  competitor: { label: 'Works for a competitor', side: 'marketing' },
  other: { label: 'Another reason', side: 'lead' },
} as const satisfies Reasons;

/** Why a person is not interested. */
export const notInterestedReasons = {
  noNeed: { label: 'No need', side: 'lead' },
  hasSolution: { label: 'Happy with what they have', side: 'lead' },
  noBudget: { label: 'No budget', side: 'lead' },
  unclearValue: { label: 'Does not see the value', side: 'marketing' },
  noReason: { label: 'Gave no reason', side: 'lead' },
  other: { label: 'Another reason', side: 'lead' },
} as const satisfies Reasons;

/** Why a deal was lost. */
export const lostReasons = {
  price: { label: 'Price', side: 'sales' },
  product: { label: 'Something was missing', side: 'marketing' },
  competitor: { label: 'Chose a competitor', side: 'sales' },
  noDecision: { label: 'Decided nothing', side: 'lead' },
  budget: { label: 'Lost the budget', side: 'lead' },
  timing: { label: 'Not the right time', side: 'lead' },
  other: { label: 'Another reason', side: 'sales' },
} as const satisfies Reasons;

/** What is wrong with a phone number. */
export const badNumberReasons = {
  notInService: { label: 'Not in service', side: 'marketing' },
  otherPerson: { label: 'Belongs to somebody else', side: 'marketing' },
  fax: { label: 'A fax or a machine', side: 'marketing' },
  other: { label: 'Another reason', side: 'marketing' },
} as const satisfies Reasons;

/** Why a call reached nobody. */
export const unreachableReasons = {
  rangOut: { label: 'Rang out', side: 'lead' },
  busy: { label: 'Busy', side: 'lead' },
  switchedOff: { label: 'Switched off', side: 'lead' },
  away: { label: 'Away', side: 'lead' },
  other: { label: 'Another reason', side: 'lead' },
} as const satisfies Reasons;
