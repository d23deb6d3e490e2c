/** One line of an explanation: what gave how many points. */
export interface ScoreTerm {
  readonly term: string;
  readonly label: string;
  readonly points: number;
}

/** Who they are and what they did, 0–100 each and together. Together is for sorting lists: it never decides. */
export interface Score {
  readonly fit: number;
  readonly interest: number;
  readonly together: number;
}

export const clampScore = (points: number): number => Math.min(100, Math.max(0, points));

/** Both scores, rounded for people to read. */
export const score = (fit: number, interest: number): Score => ({
  fit: Math.round(clampScore(fit)),
  interest: Math.round(clampScore(interest)),
  together: Math.round((clampScore(fit) + clampScore(interest)) / 2),
});
