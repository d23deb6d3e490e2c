import { isHuman } from './act.ts';
import type { Act } from './act.ts';
import type { Instant } from '../time/clock.ts';
import { addDecaying, decayed } from './decay.ts';
import type { Decaying } from './decay.ts';
import { DAY } from '../time/duration.ts';
import type { EngagementKind, Page } from './engagement.ts';
import { clampScore } from './score.ts';
import type { ScoreTerm } from './score.ts';
import { thresholds } from './threshold.ts';

interface InterestTermSpec {
  readonly label: string;
  readonly on: EngagementKind;
  readonly page?: Page;
  readonly points: number;
  /** All acts of this term together count for no more than this. */
  readonly most: number;
}

/** What an act says about interest. Only the points and the cap of clicks are given; the other caps are our defaults. */
export const interestTerms = {
  click: { label: 'clicked', on: 'clicked', points: 5, most: 15 },
  download: { label: 'downloaded', on: 'downloaded', points: 10, most: 30 },
  webinar: { label: 'attended a webinar', on: 'attended', points: 15, most: 30 },
  pricing: { label: 'visited the pricing page', on: 'visited', page: 'pricing', points: 15, most: 30 },
  calculator: { label: 'used the calculator', on: 'visited', page: 'calculator', points: 20, most: 20 },
  trial: { label: 'started a trial', on: 'trialStarted', points: 25, most: 25 },
  activated: { label: 'activated the trial', on: 'activated', points: 30, most: 30 },
  careers: { label: 'visited the careers page', on: 'visited', page: 'careers', points: -10, most: -10 },
} as const satisfies Record<string, InterestTermSpec>;

export type InterestTerm = keyof typeof interestTerms;

/** Interest loses half of its points in this time. */
export const INTEREST_HALF_LIFE = 30 * DAY;

/** What a lead did, as one decaying amount for each term: all that has to be stored. Plain data. */
export type Interest = Readonly<Partial<Record<InterestTerm, Decaying>>>;

const termNames = Object.keys(interestTerms) as InterestTerm[];

const termOf = (act: Act): InterestTerm | undefined =>
  termNames.find((name) => {
    const term: InterestTermSpec = interestTerms[name];
    return term.on === act.kind && (!term.page || term.page === act.page);
  });

/** The interest after one more act, in constant time; acts may arrive in any order. Machines and opens change nothing. */
export const addAct = (interest: Interest, act: Act): Interest => {
  const name = isHuman(act) ? termOf(act) : undefined;
  if (!name) return interest;
  return { ...interest, [name]: addDecaying(interest[name], interestTerms[name].points, act.at, INTEREST_HALF_LIFE) };
};

/** The interest without an act that was counted, and turned out to be a machine's. */
export const takeBackAct = (interest: Interest, act: Act): Interest => {
  const name = isHuman(act) ? termOf(act) : undefined;
  if (!name || !interest[name]) return interest;
  return { ...interest, [name]: addDecaying(interest[name], -interestTerms[name].points, act.at, INTEREST_HALF_LIFE) };
};

/** The terms that make up the interest at an instant, capped, the strongest first. */
export const interestWhy = (interest: Interest, at: Instant): ScoreTerm[] =>
  termNames
    .flatMap((name) => {
      const amount = interest[name];
      if (!amount) return [];
      const { label, most } = interestTerms[name];
      const left = decayed(amount, at, INTEREST_HALF_LIFE);
      return [{ term: name, label, points: most < 0 ? Math.max(most, left) : Math.min(most, left) }];
    })
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));

/** The interest at an instant, 0–100. */
export const interestAt = (interest: Interest, at: Instant): number =>
  clampScore(interestWhy(interest, at).reduce((sum, { points }) => sum + points, 0));

/** The interest of a lead that sales gave back: just below the lower threshold, so that it must be earned again. */
export const earnAgain = (interest: Interest, at: Instant): Interest => {
  const terms = interestWhy(interest, at);
  const sum = terms.reduce((total, { points }) => total + points, 0);
  const target = thresholds.interest.lower - 1;
  if (sum <= target) return interest;
  return Object.fromEntries(terms.map(({ term, points }) => [term, { value: (points * target) / sum, at }]));
};
