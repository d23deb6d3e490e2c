/** One line of an explanation: a term and its points. */
export interface ScoreTerm {
  readonly term: string;
  readonly label: string;
  readonly points: number;
}

/** Limits points to the range of a score, 0 to 100. */
export const clampScore = (points: number): number => Math.min(100, Math.max(0, points));
