import { InvalidArgumentError } from 'commander';
import { DAY, HOUR, MINUTE } from '../domain/time/duration.ts';
import { own } from '../domain/text/own.ts';

const units = { m: MINUTE, h: HOUR, d: DAY } as const;

/** Parses a command's option, such as `12h` or `90d`, to real milliseconds. @throws InvalidArgumentError */
export function realDuration(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  if (!count || !unit) throw new InvalidArgumentError('expected a time such as 12h or 90d.');
  return Number(count) * own<number>(units, unit)!;
}

/** The same, or Infinity for `never`. @throws InvalidArgumentError */
export const realDurationOrNever = (text: string): number => (text === 'never' ? Infinity : realDuration(text));
