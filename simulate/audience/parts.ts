import type { Persona } from '../../domain/people/persona.ts';
import type { PhonePart } from './phone-parts.ts';
import type { ReadingPart } from './reading-parts.ts';

/** The groups in an audience of two hundred. */
export const groups = {
  ready: { label: 'Ready for sales', rows: 52 },
  notYet: { label: 'Not yet', rows: 98 },
  unqualified: { label: 'Unqualified', rows: 50 },
} as const satisfies Record<string, { label: string; rows: number }>;

export type Group = keyof typeof groups;

interface PartSpec {
  readonly group: Group;
  readonly count: number;
  /** The buying roles of the people who have the part. */
  readonly roles: readonly [Persona, ...Persona[]];
  /** `good`: the company is in the ideal profile · `fair`: the person may just enter · `out`: out of profile. */
  readonly fit: 'good' | 'fair' | 'out';
  /** How they react to emails. */
  readonly reading: ReadingPart;
  /** What they say on the phone. */
  readonly phone: PhonePart;
  /** What is unusual about their row. */
  readonly oddity?:
    | 'noConsent'
    | 'unconfirmed'
    | 'bogus'
    | 'customer'
    | 'competitor'
    | 'changedJobs'
    | 'inDeal'
    | 'besideDeal'
    | 'doNotCall';
}

/*
 * The parts that leads can have. Together they reach every ending of the program, every disposition, every rung and every reason to
 * recycle. Senior people (decision-makers) who ask for a demo go straight to a salesperson.
 */
export const parts = {
  // Ready for sales.
  buys: { group: 'ready', count: 6, roles: ['champion', 'buyer'], fit: 'good', reading: 'eager', phone: 'buys' },
  writesOnly: { group: 'ready', count: 1, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'writesOnly', oddity: 'doNotCall' },
  buysAfterDemo: { group: 'ready', count: 3, roles: ['decision-maker'], fit: 'good', reading: 'asksForDemo', phone: 'buys' },
  triesFirst: { group: 'ready', count: 3, roles: ['champion', 'user'], fit: 'good', reading: 'triesOut', phone: 'buysSlowly' },
  wantsToTalk: { group: 'ready', count: 2, roles: ['champion'], fit: 'good', reading: 'asksForDemo', phone: 'buysSlowly' },
  closesDeal: { group: 'ready', count: 3, roles: ['champion', 'decision-maker'], fit: 'good', reading: 'mild', phone: 'closesDeal', oddity: 'inDeal' },
  keepsDeal: { group: 'ready', count: 3, roles: ['champion', 'decision-maker'], fit: 'good', reading: 'mild', phone: 'dealGoesOn', oddity: 'inDeal' },
  besideDeal: { group: 'ready', count: 3, roles: ['buyer', 'user'], fit: 'good', reading: 'mild', phone: 'besideDeal', oddity: 'besideDeal' },
  missesMeeting: { group: 'ready', count: 2, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'missesMeeting' },
  losesInterest: { group: 'ready', count: 2, roles: ['buyer', 'champion'], fit: 'good', reading: 'eager', phone: 'lost' },
  laterPlease: { group: 'ready', count: 1, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'timing' },
  noMoney: { group: 'ready', count: 1, roles: ['buyer'], fit: 'good', reading: 'eager', phone: 'budget' },
  otherPlans: { group: 'ready', count: 1, roles: ['decision-maker'], fit: 'good', reading: 'eager', phone: 'competingPriority' },
  newBoss: { group: 'ready', count: 1, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'managementChange' },
  tookAnother: { group: 'ready', count: 1, roles: ['buyer'], fit: 'good', reading: 'eager', phone: 'competitorChosen' },
  tooSmallForOne: { group: 'ready', count: 1, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'rejectedOnce' },
  tooSmallForAll: { group: 'ready', count: 1, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'rejectedTwice' },
  nothingComes: { group: 'ready', count: 2, roles: ['decision-maker'], fit: 'good', reading: 'asksForDemo', phone: 'noOpportunity' },
  getsStuck: { group: 'ready', count: 2, roles: ['decision-maker'], fit: 'good', reading: 'asksForDemo', phone: 'stalls' },
  forgotten: { group: 'ready', count: 1, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'ignored' },
  forgottenKept: { group: 'ready', count: 1, roles: ['buyer'], fit: 'good', reading: 'eager', phone: 'ignoredKept' },
  forgottenMoved: { group: 'ready', count: 1, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'ignoredMoved' },
  forgottenReturned: { group: 'ready', count: 1, roles: ['buyer'], fit: 'good', reading: 'eager', phone: 'ignoredReturned' },
  neverThere: { group: 'ready', count: 1, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'unreachable' },
  callMeBack: { group: 'ready', count: 1, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'callsBack' },
  notNow: { group: 'ready', count: 2, roles: ['champion', 'buyer'], fit: 'good', reading: 'eager', phone: 'notReady' },
  wrongNumber: { group: 'ready', count: 1, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'wrongNumber' },
  noCalls: { group: 'ready', count: 1, roles: ['buyer'], fit: 'good', reading: 'eager', phone: 'noCallsPlease' },
  noContact: { group: 'ready', count: 1, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'noContactPlease' },
  knownToSales: { group: 'ready', count: 2, roles: ['buyer', 'champion'], fit: 'good', reading: 'eager', phone: 'existingDeal' },

  // Not yet.
  withoutBasis: { group: 'notYet', count: 15, roles: ['champion', 'user', 'buyer'], fit: 'good', reading: 'silent', phone: 'none', oddity: 'noConsent' },
  unconfirmed: { group: 'notYet', count: 10, roles: ['champion', 'user', 'decision-maker'], fit: 'good', reading: 'silent', phone: 'none', oddity: 'unconfirmed' },
  silentUser: { group: 'notYet', count: 8, roles: ['user'], fit: 'fair', reading: 'silent', phone: 'none' },
  pauses: { group: 'notYet', count: 1, roles: ['user'], fit: 'fair', reading: 'pauses', phone: 'none' },
  goneAtExim: { group: 'notYet', count: 1, roles: ['user'], fit: 'fair', reading: 'bouncesByExim', phone: 'none' },
  goneAtQmail: { group: 'notYet', count: 1, roles: ['user'], fit: 'fair', reading: 'bouncesByQmail', phone: 'none' },
  goneAtOffice: { group: 'notYet', count: 1, roles: ['user'], fit: 'fair', reading: 'bouncesByOffice365', phone: 'none' },
  silent: { group: 'notYet', count: 14, roles: ['champion', 'buyer', 'user'], fit: 'good', reading: 'silent', phone: 'unreachable' },
  silentSenior: { group: 'notYet', count: 9, roles: ['decision-maker'], fit: 'good', reading: 'scanned', phone: 'unreachable' },
  lukewarm: { group: 'notYet', count: 10, roles: ['champion', 'user', 'buyer'], fit: 'good', reading: 'lukewarm', phone: 'notReady' },
  notRelevant: { group: 'notYet', count: 4, roles: ['user', 'champion'], fit: 'good', reading: 'saysNotRelevant', phone: 'none' },
  wrongTopic: { group: 'notYet', count: 3, roles: ['user'], fit: 'fair', reading: 'saysWrongTopic', phone: 'none' },
  tooOften: { group: 'notYet', count: 2, roles: ['user'], fit: 'fair', reading: 'saysTooOften', phone: 'none' },
  later: { group: 'notYet', count: 3, roles: ['user', 'champion'], fit: 'good', reading: 'saysLater', phone: 'none' },
  boughtElsewhere: { group: 'notYet', count: 2, roles: ['user', 'champion'], fit: 'good', reading: 'saysBoughtElsewhere', phone: 'none' },
  unsubscribes: { group: 'notYet', count: 5, roles: ['champion', 'user'], fit: 'good', reading: 'unsubscribes', phone: 'none' },
  complains: { group: 'notYet', count: 1, roles: ['user'], fit: 'good', reading: 'complains', phone: 'none' },
  asks: { group: 'notYet', count: 3, roles: ['champion', 'buyer'], fit: 'good', reading: 'asksQuestion', phone: 'notInterested' },
  writesLater: { group: 'notYet', count: 1, roles: ['champion'], fit: 'good', reading: 'repliesLater', phone: 'none' },
  writesStop: { group: 'notYet', count: 1, roles: ['user'], fit: 'good', reading: 'repliesStop', phone: 'none' },
  writesOddly: { group: 'notYet', count: 1, roles: ['champion'], fit: 'good', reading: 'repliesOddly', phone: 'none' },
  outOfOffice: { group: 'notYet', count: 2, roles: ['champion'], fit: 'good', reading: 'outOfOffice', phone: 'none' },

  // Unqualified; eight more rows are duplicates of others.
  outOfProfile: { group: 'unqualified', count: 17, roles: ['user', 'champion'], fit: 'out', reading: 'silent', phone: 'none' },
  bogus: { group: 'unqualified', count: 8, roles: ['user'], fit: 'good', reading: 'silent', phone: 'none', oddity: 'bogus' },
  customer: { group: 'unqualified', count: 5, roles: ['champion'], fit: 'good', reading: 'silent', phone: 'none', oddity: 'customer' },
  competitor: { group: 'unqualified', count: 4, roles: ['decision-maker'], fit: 'good', reading: 'silent', phone: 'none', oddity: 'competitor' },
  changedJobs: { group: 'unqualified', count: 1, roles: ['champion'], fit: 'good', reading: 'silent', phone: 'none', oddity: 'changedJobs' },
  movedOn: { group: 'unqualified', count: 1, roles: ['champion'], fit: 'good', reading: 'bouncesByReport', phone: 'none', oddity: 'changedJobs' },
  justLeft: { group: 'unqualified', count: 1, roles: ['champion'], fit: 'good', reading: 'eager', phone: 'leftCompany', oddity: 'changedJobs' },
  pretends: { group: 'unqualified', count: 5, roles: ['champion', 'user'], fit: 'good', reading: 'eager', phone: 'notAFit' },
} as const satisfies Record<string, PartSpec>; // prettier-ignore

export type PartId = keyof typeof parts;

export const partOf = (id: PartId): PartSpec => parts[id];

/** How many rows repeat a person who is already in the file. */
export const DUPLICATES = 8;
