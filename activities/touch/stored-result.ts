import type { Compiled } from '../../content/compiled-format.ts';
import { findContent } from '../../content/find-content.ts';
import type { StoredTouch } from '../../services/touches/touch-claim.ts';
import type { TouchOrder, TouchResult } from '../contract.ts';
import { touchStates } from '../../domain/contact/touch-states.ts';

/** Reasons that are about one mail; with all others no mail reaches the lead any more. */
const aboutOneMail: ReadonlySet<string | null> = new Set(['alreadySent', 'mailbox', 'policy', 'other', 'temporary']);

/** That a touch must not be sent, or could not be. */
export const neverSent = (because: string): TouchResult => ({
  state: 'never',
  because,
  channelClosed: !aboutOneMail.has(because),
});

/** What a touch that has come to its end is answered as; undefined for one that hasn't. */
export const storedResult = (
  content: Compiled,
  order: TouchOrder,
  stored: Pick<StoredTouch, 'state' | 'sentAt' | 'reason'>,
): TouchResult | undefined => {
  const { goal } = findContent(content, order.content);
  switch (touchStates[stored.state].phase) {
    case 'sent':
      return { state: 'sent', at: stored.sentAt ?? 0, goal, ...(stored.state === 'inDoubt' && { inDoubt: true }) };
    case 'unsent':
      return neverSent(stored.reason ?? 'other');
    case 'leased':
    case 'waits':
      return undefined;
  }
};
