import { percent, quantity } from '../text/words.ts';
import { difference, type Counted, type Interval } from './interval.ts';

export interface TwoArms {
  /** Emails of the first version, and those of them that met the goal; or the leads of one group, and those that came to a stage. */
  readonly a: Counted;
  readonly b: Counted;
  /** How many of each are needed before one can be called better. */
  readonly atLeast: number;
}

/** The first version of an email, or the second one. */
export type Arm = 'a' | 'b';

/** What a person has decided about two versions, by their names. */
export interface DecidedTest {
  readonly kept: string;
  readonly dropped: string;
}

/** Which of two versions everybody gets; undefined while their test continues. A decision about others does not count. */
export function decidedAs({ a, b }: Readonly<Record<Arm, string>>, decided: DecidedTest | null | undefined): Arm | undefined {
  if (decided?.kept === a && decided.dropped === b) return 'a';
  return decided?.kept === b && decided.dropped === a ? 'b' : undefined;
}

const shares = ({ a, b }: TwoArms): string =>
  `${percent(a.count / a.of)} with A and ${percent(b.count / b.of)} with B met the goal`;

/** What can be said of two versions. */
export const verdicts = {
  notEnough: {
    says: ({ a, b, atLeast }: TwoArms) =>
      `Not enough yet: ${quantity(a.of, 'email')} with A, ${b.of} with B. ${atLeast} of each are needed before one can be called better.`,
  },
  noDifference: { says: (two: TwoArms) => `No difference can be seen: ${shares(two)}, and that may be luck.` },
  a: { says: (two: TwoArms) => `A is better: ${shares(two)}, and luck hardly explains it.` },
  b: { says: (two: TwoArms) => `B is better: ${shares(two)}, and luck hardly explains it.` },
} as const;

export type Verdict = keyof typeof verdicts;

/**
 * Compares two versions of an email, or two groups of leads. One is called better only if each is large enough, and the 95 % interval of the
 * difference does not contain zero: otherwise it may be luck. Looking more than once gives luck more chances.
 */
export function compareArms({ a, b, atLeast }: TwoArms): { readonly verdict: Verdict; readonly by: Interval | null } {
  if (a.of === 0 || b.of === 0) return { verdict: 'notEnough', by: null };
  const by = difference(a, b);
  if (Math.min(a.of, b.of) < atLeast) return { verdict: 'notEnough', by };
  return { verdict: by.from > 0 ? 'b' : by.to < 0 ? 'a' : 'noDifference', by };
}
