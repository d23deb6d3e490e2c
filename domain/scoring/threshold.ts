/** A value counts as above from `upper` on, until it falls below `lower`: small moves do not flip it. */
export interface Threshold {
  readonly upper: number;
  readonly lower: number;
}

/** The upper values are given; the lower one is our default. */
export const thresholds = {
  fit: { upper: 60, lower: 60 },
  interest: { upper: 50, lower: 35 },
} as const satisfies Record<string, Threshold>;

/** Interest from which a lead is warm; our default. */
export const WARM_FROM = 20;

/** Whether a value is above its threshold, given whether it was so before. */
export const isAbove = (value: number, { upper, lower }: Threshold, wasAbove: boolean): boolean =>
  value >= (wasAbove ? lower : upper);

export const temperatures = {
  cold: { label: 'cold' },
  warm: { label: 'warm' },
  hot: { label: 'hot' },
} as const satisfies Record<string, { label: string }>;

export type Temperature = keyof typeof temperatures;

/** How warm a lead is by its interest; one that was hot stays so until it falls below the lower threshold. */
export const temperature = (interest: number, was: Temperature): Temperature => {
  if (isAbove(interest, thresholds.interest, was === 'hot')) return 'hot';
  return interest >= WARM_FROM ? 'warm' : 'cold';
};
