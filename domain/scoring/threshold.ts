import type { ScoringModel, Threshold } from './scoring-policy.ts';

/** Whether a value is above its threshold, given whether it was above it before. */
export const isAbove = (value: number, { upper, lower }: Threshold, wasAbove: boolean): boolean =>
  value >= (wasAbove ? lower : upper);

export const temperatures = {
  cold: { label: 'cold' },
  warm: { label: 'warm' },
  hot: { label: 'hot' },
} as const satisfies Record<string, { label: string }>;

export type Temperature = keyof typeof temperatures;

/** How warm a lead is by its interest; a hot lead stays hot until it falls below the lower threshold. */
export function temperature(
  { hot, warmFrom }: Pick<ScoringModel, 'hot' | 'warmFrom'>,
  interest: number,
  was: Temperature,
): Temperature {
  if (isAbove(interest, hot, was === 'hot')) return 'hot';
  return interest >= warmFrom ? 'warm' : 'cold';
}
