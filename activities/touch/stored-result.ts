import type { Compiled } from '../../content/compiled-format.ts';
import { findContent } from '../../content/find-content.ts';
import type { StoredTouch } from '../../services/touches/touch-claim.ts';
import type { TouchOrder, TouchResult } from '../contract.ts';
import { touchStates } from '../../domain/contact/touch-states.ts';

/** Reasons that concern a single email. Any other reason means that no email reaches the lead any more. */
const aboutOneMail: ReadonlySet<string | null> = new Set(['alreadySent', 'mailbox', 'policy', 'other', 'temporary']);

/** The result for a touch that will never be sent. */
export const neverSent = (because: string): TouchResult => ({
  state: 'never',
  because,
  channelClosed: !aboutOneMail.has(because),
});

/** The result of a touch that is settled; undefined for one that is not. */
export function storedResult(
  content: Compiled,
  order: TouchOrder,
  stored: Pick<StoredTouch, 'state' | 'sentAt' | 'reason'>,
): TouchResult | undefined {
  const { goal } = findContent(content, order.content);
  switch (touchStates[stored.state].phase) {
    case 'sent':
      return { state: 'sent', at: stored.sentAt ?? 0, goal, inDoubt: stored.state === 'inDoubt' ? true : undefined };
    case 'unsent':
      return neverSent(stored.reason ?? 'other');
    case 'leased':
    case 'waits':
      return undefined;
  }
}
