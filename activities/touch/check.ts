import { purposeOf, type ContentEntry } from '../../content/entry.ts';
import type { TouchFacts } from '../../services/touches/touch-claim.ts';
import { asOf } from '../../domain/time/as-of.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { asksAgainAfter, contactability, type NoContactCode } from '../../domain/contact/contactability.ts';
import { DAY, MINUTE } from '../../domain/time/duration.ts';
import { nextAllowed } from '../../domain/contact/frequency.ts';
import type { ConsentPolicy } from '../../domain/contact/consent-policy.ts';
import type { SendingPolicy } from '../../domain/contact/sending-policy.ts';
import { nextSendInstant } from '../../domain/time/send-window.ts';
import { possibleZones } from '../../domain/time/zone.ts';

/** Whether a touch may go out now, later (asked again then), or not at all. */
export type Verdict =
  | { readonly may: 'now' }
  | { readonly may: 'later'; readonly until: Instant; readonly because: string }
  | { readonly may: 'never'; readonly because: NeverCode };

/** `alreadySent` is about this content only; all others close the channel. */
export type NeverCode = NoContactCode | 'alreadySent';

export interface Check {
  readonly key: string;
  readonly sending: SendingPolicy;
  readonly consent: ConsentPolicy;
  readonly facts: TouchFacts;
  readonly entry: Pick<ContentEntry, 'from'>;
  readonly at: Instant;
  /** The public holidays where the lead is; local dates. */
  readonly holidays: readonly string[];
}

/** Program time until a touch is asked about again that waits for the end of the safe mode. */
const ASKS_AGAIN = 10 * MINUTE;

/**
 * Decides about a touch: contactability, then what was sent already, then frequency and the send window in the lead's zone.
 *
 * Mails in a rep's name belong to a conversation: they don't wait for the gap between mails (though marketing's mails keep
 * their distance to them), and don't take part in spreading the window's opening; a reply that nobody has read yet holds
 * marketing's mails only. Everything else holds for them too.
 */
export const check = ({ key, sending, consent, facts, entry, at, holidays }: Check): Verdict => {
  if (facts.safeMode) return { may: 'later', because: 'safeMode', until: at + ASKS_AGAIN };
  const contact = contactability(consent, ...asOf(at, facts), 'email', at, purposeOf(entry));
  if (!contact.may) return closed(contact.because, contact.until, at);
  if (facts.alreadySent) return { may: 'never', because: 'alreadySent' };
  const isMarketing = entry.from === 'marketing';
  if (isMarketing && facts.unreadReply) return { may: 'later', because: 'unreadReply', until: at + DAY };
  const allowed = isMarketing ? nextAllowed(sending, facts.sent, at, facts.slower) : at;
  const until = nextSendInstant({
    zone: facts.zone,
    possibleZones: facts.zoneSure || facts.country === null ? [] : possibleZones(facts.country),
    at: allowed,
    window: sending.window,
    quietHours: sending.quietHours,
    holidays,
    jitterMinutes: isMarketing ? sending.jitterMinutes : 0,
    seed: key,
  });
  if (until <= at) return { may: 'now' };
  return { may: 'later', until, because: allowed > at ? 'frequency' : 'sendWindow' };
};

const closed = (because: NoContactCode, until: Instant | undefined, at: Instant): Verdict => {
  if (until !== undefined) return { may: 'later', because, until };
  // Nobody is dropped for what was closed for an unknown time: it is asked again after a while.
  const pause = asksAgainAfter(because);
  return pause === undefined ? { may: 'never', because } : { may: 'later', because, until: at + pause };
};
