import { DAY } from '../time/duration.ts';

/** How long a request waits for the owner of its address, and how often they are asked. Program time. */
export const patience = {
  expiresAfter: 14 * DAY,
  remindsAfter: 3 * DAY,
  /** A mailbox is asked once in this time, whatever is requested in its name; one page confirms all that waits. */
  quiet: DAY,
  /** The most emails that one mailbox gets in a month for what nobody confirms, reminders included. */
  month: 30 * DAY,
  mostInAMonth: 3,
} as const;

/** The mailbox to which an address delivers, as its key says: what stands behind a plus is the owner's to choose. */
export const mailboxOf = (emailKey: string): string => emailKey.replace(/\+[^@]*@/, '@');
