import { percent, quantity } from '../text/words.ts';
import { difference, type Counted, type Interval } from './interval.ts';

export interface TwoSubjects {
  /** Emails with the first subject, and those of them that met the goal. */
  readonly a: Counted;
  readonly b: Counted;
  /** How many emails with each subject are sent before one can be called better. */
  readonly atLeast: number;
}

/** The first subject of an email, or the second one. */
export type Arm = 'a' | 'b';

/** What a person has decided about two subjects. */
export interface DecidedSubject {
  readonly kept: string;
  readonly dropped: string;
}

/** Which of two subjects everybody gets; undefined while their test continues. A decision about other subjects does not count. */
export function decidedAs({ a, b }: Readonly<Record<Arm, string>>, decided: DecidedSubject | null | undefined): Arm | undefined {
  if (decided?.kept === a && decided.dropped === b) return 'a';
  return decided?.kept === b && decided.dropped === a ? 'b' : undefined;
}

const shares = ({ a, b }: TwoSubjects): string =>
  `${percent(a.count / a.of)} with A and ${percent(b.count / b.of)} with B met the goal`;

/** What can be said of two subjects. */
export const verdicts = {
  notEnough: {
    says: ({ a, b, atLeast }: TwoSubjects) =>
      `Not enough yet: ${quantity(a.of, 'email')} with A, ${b.of} with B. ${atLeast} of each are needed before one can be called better.`,
  },
  noDifference: { says: (two: TwoSubjects) => `No difference can be seen: ${shares(two)}, and that may be luck.` },
  a: { says: (two: TwoSubjects) => `A is better: ${shares(two)}, and luck hardly explains it.` },
  b: { says: (two: TwoSubjects) => `B is better: ${shares(two)}, and luck hardly explains it.` },
} as const;

export type Verdict = keyof typeof verdicts;

/**
 * Compares two subjects by the goal of their email. One is called better only if enough was sent with each, and the 95 % interval of the
 * difference does not contain zero: otherwise it may be luck. Looking more than once gives luck more chances.
 */
export function compareSubjects({ a, b, atLeast }: TwoSubjects): { readonly verdict: Verdict; readonly by: Interval | null } {
  if (a.of === 0 || b.of === 0) return { verdict: 'notEnough', by: null };
  const by = difference(a, b);
  if (Math.min(a.of, b.of) < atLeast) return { verdict: 'notEnough', by };
  return { verdict: by.from > 0 ? 'b' : by.to < 0 ? 'a' : 'noDifference', by };
}
