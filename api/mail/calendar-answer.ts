import type { Message } from './parse-message.ts';

/** The answer to an invitation. */
export type CalendarAnswer = 'accepted' | 'declined' | 'tentative' | 'countered' | 'unknown';

const answers: ReadonlyMap<string, CalendarAnswer> = new Map<string, CalendarAnswer>([
  ['accepted', 'accepted'],
  ['declined', 'declined'],
  ['tentative', 'tentative'],
]);

const calendarTypes = new Set(['text/calendar', 'application/ics']);

/** Reads an answer to an invitation (RFC 5546: METHOD is REPLY, COUNTER or DECLINECOUNTER); undefined for any other message. */
export function readCalendarAnswer({ parts }: Message): CalendarAnswer | undefined {
  for (const { type, text } of parts) {
    if (!calendarTypes.has(type)) continue;
    const unfolded = text.replaceAll(/\r?\n[ \t]/g, '');
    const method = /^method[ \t]{0,5}:[ \t]{0,5}(\w{1,20})/im.exec(unfolded)?.[1]?.toUpperCase();
    if (method === 'COUNTER' || method === 'DECLINECOUNTER') return 'countered';
    if (method !== 'REPLY') continue;
    const said = /^attendee\b[^\n]{0,1000}?partstat="?([\w-]{1,20})/im.exec(unfolded)?.[1]?.toLowerCase() ?? '';
    return answers.get(said) ?? 'unknown';
  }
  return undefined;
}
