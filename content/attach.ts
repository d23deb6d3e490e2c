import ical, { ICalCalendarMethod } from 'ical-generator';
import { MINUTE } from '../domain/time/duration.ts';
import type { CompiledAttachment, CompiledEvent } from './compiled-format.ts';
import type { RenderValues } from './fill-in.ts';
import { plainTemplate } from './templates.ts';

/** A file attached to an email. */
export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: string;
  readonly encoding: 'utf8' | 'base64';
}

type Attach = (view: object, values: RenderValues) => Attachment;

/** An event of RFC 5545, in UTC: calendars show it in the reader's zone, and don't ask for an answer. */
function event({ name, start, minutes, title, location }: CompiledEvent): Attach {
  const [summary, place] = [plainTemplate(title), plainTemplate(location)] as const;
  return (view, { variables, message }) => {
    const begins = Number(variables?.[start]);
    const calendar = ical({ prodId: { company: 'Trellis', product: 'Email' }, method: ICalCalendarMethod.PUBLISH });
    calendar.createEvent({
      id: `${name}-${message.id}`,
      stamp: new Date(message.at),
      start: new Date(begins),
      end: new Date(begins + minutes * MINUTE),
      summary: summary(view),
      location: location === '' ? undefined : place(view),
    });
    return {
      filename: name,
      contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
      content: calendar.toString(),
      encoding: 'utf8',
    };
  };
}

/** Prepares the attachments of a content; each result fills one in for a lead. */
export const prepareAttachments = (attachments: readonly CompiledAttachment[]): readonly Attach[] =>
  attachments.map((one) => {
    if (one.is === 'event') return event(one);
    const { name: filename, type: contentType, base64: content } = one;
    return () => ({ filename, contentType, content, encoding: 'base64' });
  });
