const whole = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

/** A number as people read it: 12,480. */
export const count = (number: number): string => whole.format(number);

/** A number with what it counts: `1 lead`, `12 leads`. */
export const counted = (number: number, what: string): string => `${count(number)} ${what}${number === 1 ? '' : 's'}`;

/** A part of a whole: 46%; nothing of nothing is no share. */
export const share = (part: number, of: number): string | undefined => (of === 0 ? undefined : percent.format(part / of));
