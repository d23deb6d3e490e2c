import type { Instant } from '../../domain/time/clock.ts';
import { minuteInWords } from '../../domain/text/words.ts';
import { plain, type Paint } from '../report/text/paint.ts';
import { stripVTControlCharacters } from 'node:util';

/** Something that happened to the lead that is followed, or why. */
export interface FollowLine {
  readonly at: Instant;
  readonly text: string;
}

/** A followed lead, hour by hour, in UTC; the time is left out where it is that of the line before. */
export function storyText(title: string, lines: readonly FollowLine[], paint: Paint = plain): string {
  const shown = lines.map(({ at, text }, n) => {
    const minute = minuteInWords(at);
    const before = lines[n - 1];
    const isNew = before === undefined || minuteInWords(before.at) !== minute;
    return `  ${isNew ? minute : ' '.repeat(minute.length)}  ${oneLine(text).startsWith('…') ? paint.dim(oneLine(text)) : oneLine(text)}`;
  });
  return `\n${[paint.bold(title), '', ...shown].join('\n')}\n`;
}

/** Text by people can't break out of its line. */
const oneLine = (text: string): string => stripVTControlCharacters(text).replaceAll(/\s+/g, ' ');
