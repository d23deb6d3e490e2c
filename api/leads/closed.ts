import { reasonSpec, type Channel, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { minuteInWords } from '../../domain/text/words.ts';
import type { Instant } from '../../domain/time/clock.ts';

interface Closing {
  /** Of the suppression; `contact.open` takes it. */
  readonly id: string;
  readonly wasOpen: boolean;
  readonly channel: Channel | 'all' | undefined;
  readonly reason: SuppressionReason;
  readonly until: Instant | undefined;
}

export interface Closed extends Pick<Closing, 'id' | 'wasOpen'> {
  readonly next: string;
  /** The procedure that takes it back; missing if only the person can. */
  readonly undo?: 'contact.open' | undefined;
}

/** What follows when a channel is closed: what goes out no more, until when, and who can open it again. */
export function closed({ id, wasOpen, channel = 'all', reason, until }: Closing): Closed {
  const what = channel === 'all' ? 'Nothing' : `Nothing by ${channel}`;
  const when = until === undefined ? '' : ` until ${minuteInWords(until)}`;
  const next = `${what} goes out from now on${when}.`;
  if (reasonSpec(reason).setBy !== 'person') return { id, wasOpen, next, undo: 'contact.open' };
  return { id, wasOpen, next: `${next} Only the person can undo this, by opting in again.` };
}
