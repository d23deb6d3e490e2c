import { upperFirst } from '../../../domain/text/words.ts';

interface Written {
  readonly zone?: string | undefined;
  readonly hours?: readonly { readonly days: string; readonly shifts: readonly string[] }[] | undefined;
}

/** Weekly hours on one line: `Mon–Thu 08:30–12:30 and 13:15–17:30, Fri 08:30–15:00 (Europe/Amsterdam)`. */
export const hoursInWords = ({ zone, hours }: Written): string =>
  [
    (hours ?? []).map(({ days, shifts }) => `${daysInWords(days)} ${shiftsInWords(shifts)}`).join(', ') || 'hours of the team',
    zone && `(${zone.replaceAll('_', ' ')})`,
  ]
    .filter(Boolean)
    .join(' ');

/** Days as people write them: `Mon–Thu` or `Mon, Wed`; five or seven in a row are a span, too. */
export function daysInWords(days: string): string {
  const names = days.split(',').map((one) => one.trim());
  const isRow = names.length > 2 && names.every((name, n) => week.indexOf(name) === week.indexOf(names[0]!) + n);
  return (isRow ? [`${names[0]}-${names.at(-1)}`] : names).map((part) => part.split('-').map(upperFirst).join('–')).join(', ');
}

export const shiftsInWords = (shifts: readonly string[]): string =>
  shifts.map((shift) => shift.replace('-', '–')).join(' and ') || 'closed';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
