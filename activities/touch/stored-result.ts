import type { Compiled } from '../../content/compiled-format.ts';
import { findContent } from '../../content/find-content.ts';
import type { StoredTouch } from '../../db/touches/touch-claim.ts';
import type { AnyTouchOrder, TouchResult } from '../contract.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import { touchStates } from '../../domain/contact/touch-states.ts';

/** Reasons that concern a single message. Any other reason means that none reaches the lead any more by this channel. */
const aboutOne: ReadonlySet<string | null> = new Set([
  'alreadySent',
  'campaignStopped',
  'mailbox',
  'policy',
  'other',
  'temporary',
]);

/** The result for a touch that will never be sent. A program can't go on without emails, but it can without any other channel. */
export const neverSent = (channel: Channel, because: string): TouchResult => ({
  state: 'never',
  because,
  channelClosed: channel === 'email' && !aboutOne.has(because),
});

/** The result of a touch that is settled; undefined for one that is not. */
export function storedResult(
  content: Compiled,
  channel: Channel,
  order: AnyTouchOrder,
  stored: Pick<StoredTouch, 'state' | 'sentAt' | 'reason'>,
): TouchResult | undefined {
  const { goal } = findContent(content, order.content);
  switch (touchStates[stored.state].phase) {
    case 'sent':
      return { state: 'sent', at: stored.sentAt ?? 0, goal, inDoubt: stored.state === 'inDoubt' ? true : undefined };
    case 'unsent':
      return neverSent(channel, stored.reason ?? 'other');
    case 'leased':
    case 'waits':
      return undefined;
  }
}
