/** Two ends; shares are from 0 to 1. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The normal quantile of 95 %. */
const Z = 1.96;

/**
 * The 95 % interval of a share: Wilson's score interval, which also holds for few leads and for shares near 0 and 1 (E. B. Wilson,
 * Journal of the American Statistical Association 22, 1927, pages 209–212).
 */
export function wilson(count: number, of: number): Interval {
  if (of === 0) return { from: 0, to: 1 };
  const share = count / of;
  const middle = share + Z ** 2 / (2 * of);
  const half = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const scale = 1 + Z ** 2 / of;
  return { from: count === 0 ? 0 : (middle - half) / scale, to: count === of ? 1 : (middle + half) / scale };
}

/** How many of the same people did something in two runs, or in one of them only. */
export interface Pairs {
  readonly people: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/**
 * The 95 % interval of the difference between two shares of the same people, the second minus the first: Wald's interval with half a
 * person added to each of the four cells (A. Agresti, Y. Min, Statistics in Medicine 24, 2005, pages 729–740).
 */
export function pairedDifference({ people, onlyFirst, onlySecond }: Pairs): Interval {
  const all = people + 2;
  const difference = onlySecond - onlyFirst;
  const half = (Z * Math.sqrt(onlyFirst + onlySecond + 1 - difference ** 2 / all)) / all;
  return { from: Math.max(-1, difference / all - half), to: Math.min(1, difference / all + half) };
}

/**
 * The 95 % interval of the difference between the shares of two groups, the second minus the first: Newcombe's hybrid score interval,
 * made of the two intervals of Wilson (R. G. Newcombe, Statistics in Medicine 17, 1998, pages 873–890, method 10).
 */
export function difference(first: Counted, second: Counted): Interval {
  const [a, b] = [wilson(first.count, first.of), wilson(second.count, second.of)];
  const [shareA, shareB] = [first.count / first.of, second.count / second.of];
  return {
    from: shareB - shareA - Math.hypot(shareB - b.from, a.to - shareA),
    to: shareB - shareA + Math.hypot(b.to - shareB, shareA - a.from),
  };
}

/** So many of so many. */
export interface Counted {
  readonly count: number;
  readonly of: number;
}
