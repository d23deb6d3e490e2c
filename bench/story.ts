import { DAY } from '../domain/time/duration.ts';

/** The events of a lead from inquiry to customer, in days after the first email; the same for both sides. */
export const wholeLife = [
  { day: 2.1, act: 'downloaded' },
  { day: 3, act: 'visited' },
  { day: 3.1, report: 'noAnswer' },
  { day: 6, report: 'qualified' },
  { day: 6.1, report: 'accepted' },
  { day: 15, report: 'opportunity' },
  { day: 30, report: 'won' },
] as const;

export type Report = Extract<(typeof wholeLife)[number], { report: string }>['report'];

/** Longer than any life. */
export const LIFE = 90 * DAY;

/** (a) and (b) for a bare workflow, like `one-mail` and `three-mails`. */
export const oneMail = [{ content: 'market-guide', wait: 7 * DAY }] as const;
export const threeMails = [
  { content: 'market-guide', wait: 7 * DAY },
  { content: 'common-mistakes', wait: 7 * DAY },
  { content: 'buyers-checklist' },
] as const;
