/** One line of an explanation: what gave how many points. */
export interface ScoreTerm {
  readonly term: string;
  readonly label: string;
  readonly points: number;
}

/** A score is from 0 to 100. */
export const clampScore = (points: number): number => Math.min(100, Math.max(0, points));
