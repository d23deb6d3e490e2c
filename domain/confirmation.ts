import { DAY, HOUR } from './duration.ts';
import type { SuppressionReason } from './suppression.ts';

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

/** The most requests from one IP address. */
export const mostRequests = { count: 60, within: HOUR } as const;

/** The mailbox to which an address delivers, as its key says: what stands behind a plus is the owner's to choose. */
export const mailboxOf = (emailKey: string): string => emailKey.replace(/\+[^@]*@/, '@');

/**
 * Whether somebody whose email channel is closed for a reason gets the email that asks whether a request is theirs; `before`: only
 * if it was closed before the request. A no that is newer answers it.
 */
export const asksInSpiteOf = {
  complained: false,
  unsubscribed: 'before',
  doNotContact: 'before',
  legal: false,
  // A report may have been wrong.
  bounced: true,
  excludedAccount: true,
  duplicate: true,
  excludedDomain: false,
  stopped: false,
  notInterested: true,
  leftCompany: true,
  notRelevant: true,
  paused: true,
  hold: true,
} as const satisfies Record<SuppressionReason, boolean | 'before'>;
