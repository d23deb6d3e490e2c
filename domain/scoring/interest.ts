import type { Act } from './act.ts';
import type { Instant } from '../time/clock.ts';
import { milliseconds } from '../time/duration.ts';
import { addDecaying, decayed } from './decay.ts';
import type { Decaying } from './decay.ts';
import { own } from '../text/own.ts';
import { clampScore } from './score.ts';
import type { ScoreTerm } from './score.ts';
import type { ScoringModel } from './scoring-policy.ts';

/** A lead's interest as one decaying amount for each term; Trellis saves nothing else. Plain data. */
export type Interest = Readonly<Record<string, Decaying>>;

/** What acts say about interest, and how fast it decays. */
export type InterestModel = Pick<ScoringModel, 'interest' | 'halfLife'>;

/** Adds an act to the interest, in constant time; acts may arrive in any order. Acts of machines and opens change nothing. */
export function addAct(model: InterestModel, interest: Interest, act: Act): Interest {
  const found = termOf(model, act);
  if (!found) return interest;
  const [name, { points }] = found;
  return { ...interest, [name]: addDecaying(own(interest, name), points, act.at, milliseconds(model.halfLife)) };
}

/** Takes back an act that was counted and turned out to be a machine's. */
export function takeBackAct(model: InterestModel, interest: Interest, act: Act): Interest {
  const [name = '', term] = termOf(model, act) ?? [];
  const amount = own(interest, name);
  if (!term || !amount) return interest;
  return { ...interest, [name]: addDecaying(amount, -term.points, act.at, milliseconds(model.halfLife)) };
}

const termOf = ({ interest }: InterestModel, act: Act) =>
  act.machine ? undefined : Object.entries(interest).find(([, { on, page }]) => on === act.kind && (!page || page === act.page));

/** The points of an act on the day that it happens; 0 for one that says nothing about interest. */
export const pointsOf = (model: InterestModel, act: Act): number => termOf(model, act)?.[1].points ?? 0;

/** The terms that make up the interest at an instant, capped, strongest first. */
export const interestWhy = ({ interest: terms, halfLife }: InterestModel, interest: Interest, at: Instant): ScoreTerm[] =>
  Object.entries(terms)
    .flatMap(([term, { label, most }]) => {
      const amount = own(interest, term);
      if (!amount) return [];
      const left = decayed(amount, at, milliseconds(halfLife));
      return [{ term, label, points: most < 0 ? Math.max(most, left) : Math.min(most, left) }];
    })
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));

/** The interest at an instant, 0–100. */
export const interestAt = (model: InterestModel, interest: Interest, at: Instant): number =>
  clampScore(interestWhy(model, interest, at).reduce((sum, { points }) => sum + points, 0));

/** The interest of a lead that sales gave back: just below the lower threshold, so that it must be earned again. */
export function earnAgain(model: InterestModel & Pick<ScoringModel, 'hot'>, interest: Interest, at: Instant): Interest {
  const terms = interestWhy(model, interest, at);
  const sum = terms.reduce((total, { points }) => total + points, 0);
  const target = model.hot.lower - 1;
  if (sum <= target) return interest;
  return Object.fromEntries(terms.map(({ term, points }) => [term, { value: (points * target) / sum, at }]));
}
