import { kinds, kindsOf } from '../text/kinds.ts';

interface DealResultSpec {
  /** What the story says of the deal. */
  readonly inWords: string;
  /** It can be reported without a task; the others follow from a report. */
  readonly byHand?: true;
}

/** How a deal ends. */
export const dealResults = kinds<DealResultSpec>()({
  won: { inWords: 'is won', byHand: true },
  lost: { inWords: 'is lost', byHand: true },
  recycled: { inWords: 'goes back with the lead' },
});

export type DealResult = keyof typeof dealResults;

/** The results that somebody can report without a task. */
export const resultsByHand = kindsOf(dealResults, ({ byHand }) => byHand);
export type DealResultByHand = (typeof resultsByHand)[number];
