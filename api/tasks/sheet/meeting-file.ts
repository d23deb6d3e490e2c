import ical, { ICalCalendarMethod } from 'ical-generator';
import { MINUTE } from '../../../domain/time/duration.ts';
import type { CallSheet } from './sheet.ts';

/** How long a meeting takes in the rep's calendar, in milliseconds. The email to the lead says it for the lead's. */
const LASTS = 30 * MINUTE;

/**
 * The meeting that was handed over with a lead as a file for the rep's calendar (RFC 5545); undefined if none was agreed.
 * @param withAnswers whether it says what the SDR wrote down in the call, which the lead may not read
 */
export function meetingFile({ taskId, lead, handOver }: CallSheet, withAnswers: boolean): string | undefined {
  if (!handOver?.meeting) return undefined;
  const start = new Date(handOver.meeting.at);
  const calendar = ical({ prodId: { company: 'Trellis', product: 'Tasks' }, method: ICalCalendarMethod.PUBLISH });
  const answers = (withAnswers ? handOver.said : []).map(({ label, text }) => `${label} ${text}`);
  calendar.createEvent({
    id: `meeting-${taskId}`,
    stamp: new Date(handOver.at),
    start,
    end: new Date(start.getTime() + LASTS),
    summary: [lead.name, lead.company].filter(Boolean).join(', '),
    description: [lead.title, lead.phone, lead.email, '', `Agreed by ${handOver.by ?? 'an SDR'}.`, ...answers]
      .filter((line) => line !== undefined)
      .join('\n'),
  });
  return calendar.toString();
}
