import type { ContentEntry } from '../../content/entry.ts';
import type { RenderedEmail } from '../../content/render.ts';
import type { SendRate } from '../../db/touches/send-rates.ts';
import type { TouchFacts } from '../../db/touches/touch-facts.ts';
import type { Means } from '../../domain/contact/contactability.ts';
import type { MayGo, SendOutcome } from '../../domain/contact/send-outcome.ts';
import type { SendingPolicy } from '../../domain/contact/sending-policy.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { AnyTouchOrder } from '../contract.ts';

/** A message of a touch, rendered and ready to go. */
export interface Ready {
  readonly rendered: Pick<RenderedEmail, 'version' | 'persona' | 'subjectLine'>;
  readonly messageId: string;
  /** The rates that it must keep. */
  readonly rates: readonly SendRate[];
  /** @param mayGo asked as late as the channel can: unless it returns true, nothing is sent */
  readonly send: (mayGo: MayGo) => Promise<SendOutcome>;
}

/** What is special about the touches of one channel. */
export interface Delivery extends Means {
  readonly sending: SendingPolicy;
  /** Renders the message of a touch. The same order gives the same message, with the same id. */
  readonly prepare: (order: AnyTouchOrder, facts: TouchFacts, entry: ContentEntry, at: Instant) => Ready;
}
