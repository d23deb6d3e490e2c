import { percent, quantity } from '../text/words.ts';
import { stickyFraction } from '../text/hash.ts';
import { compareArms, type Verdict } from '../reports/ab-test.ts';
import type { Counted, Interval } from '../reports/interval.ts';

/** The code of the reason why a lead that a campaign holds out does not get it. */
export const HOLDOUT = 'holdout';

/** The most of 100 leads that a campaign can hold out. */
export const MOST_HELD_OUT = 50;

interface WithHoldout {
  readonly id: string;
  readonly holdoutPercent: number;
}

/** Why a lead that may enter a campaign does not: it was drawn by lot, with the same result each time; undefined if it was not. */
export const heldOut = ({ id, holdoutPercent }: WithHoldout, leadId: string) =>
  stickyFraction(`${id}/holdout/${leadId}`) * 100 < holdoutPercent
    ? { code: HOLDOUT, because: 'is held out by lot, so that the effect can be measured' }
    : undefined;

/** How many leads each group needs before the campaign can be called effective. */
export const ENOUGH = 100;

/** Leads of a campaign, and how many of them became ready for sales. */
export interface TwoGroups {
  readonly heldOut: Counted;
  readonly inIt: Counted;
}

const shares = ({ heldOut: out, inIt }: TwoGroups): string =>
  `${percent(inIt.count / inIt.of)} of the leads in it became ready for sales, and ${percent(out.count / out.of)} of those held out`;

const says: Readonly<Record<Verdict, (two: TwoGroups) => string>> = {
  notEnough: ({ heldOut: out, inIt }) =>
    `Not enough yet: ${quantity(inIt.of, 'lead')} in it, ${out.of} held out. ${ENOUGH} of each are needed before its effect can be seen.`,
  noDifference: (two) => `No effect can be seen: ${shares(two)}, and that may be luck.`,
  a: (two) => `It does harm: ${shares(two)}, and luck hardly explains it.`,
  b: (two) => `It works: ${shares(two)}, and luck hardly explains it.`,
};

/** What a campaign changes: the leads in it next to those that were held out by lot. Looking more than once gives luck more chances. */
export function liftOf(two: TwoGroups): { readonly verdict: Verdict; readonly lift: Interval | null; readonly text: string } {
  const { verdict, by } = compareArms({ a: two.heldOut, b: two.inIt, atLeast: ENOUGH });
  return { verdict, lift: by, text: says[verdict](two) };
}
