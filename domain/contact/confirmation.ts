import { DAY } from '../time/duration.ts';

/** How long a request waits for the owner of its address to confirm it, and how often they are asked. Program time. */
export const patience = {
  expiresAfter: 14 * DAY,
  remindsAfter: 3 * DAY,
  /** A mailbox is asked at most once in this time, however many requests name it; one page confirms all of them. */
  quiet: DAY,
  /** The most emails that one mailbox gets in a month for unconfirmed requests, reminders included. */
  month: 30 * DAY,
  mostInAMonth: 3,
} as const;

/** The mailbox that an address key delivers to, without the tag after a plus, which anyone can choose freely. */
export const mailboxOf = (emailKey: string): string => emailKey.replace(/\+[^@]*@/, '@');
