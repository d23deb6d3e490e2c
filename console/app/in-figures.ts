const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const few = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
const smallPercent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** What a page shows where there is no number. */
const NONE = '–';

type Maybe = number | null | undefined;

/** How many. @example count(12_340); // 12,340 */
export const count = (n: Maybe): string => (n == null ? NONE : whole.format(n));

/** A share from 0 to 1 in percent; below a tenth, to one decimal. @example share(0.2552); // 26% */
export const share = (part: Maybe): string => (part == null ? NONE : (part < 0.1 ? smallPercent : percent).format(part));

/** A number of days. @example days(26.15); // 26.1 days */
export const days = (n: Maybe): string => (n == null ? NONE : `${few.format(n)} ${few.format(n) === '1' ? 'day' : 'days'}`);

/** A number of hours; from two days on, in days. @example hours(68); // 2.8 days */
export function hours(n: Maybe): string {
  if (n == null) return NONE;
  if (n >= 48) return days(n / 24);
  return n < 1 ? `${whole.format(n * 60)} min` : `${few.format(n)} h`;
}

/** An amount of money. @example money(52_000, 'EUR'); // €52,000 */
export const money = (amount: Maybe, currency: string): string =>
  amount == null ? NONE : new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount);
