import { purposeOf, type ContentEntry } from '../../content/entry.ts';
import type { Beside, TouchFacts } from '../../db/touches/touch-facts.ts';
import { asOf } from '../../domain/time/as-of.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { brakeOn, brakes, type Brake, type BrakeCode } from '../../domain/contact/brakes.ts';
import { asksAgainAfter, mayMessage, type NoContactCode } from '../../domain/contact/contactability.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import { nextAllowed } from '../../domain/contact/frequency.ts';
import type { ConsentPolicy } from '../../domain/contact/consent-policy.ts';
import { isWithSales } from '../../domain/lead/funnel.ts';
import { nextSendInstant } from '../../domain/time/send-window.ts';
import { possibleZones } from '../../domain/time/zone.ts';
import type { Delivery } from './delivery.ts';

/** Whether a touch may be sent now, later (it asks again then), or never. */
export type Verdict =
  | { readonly may: 'now' }
  | { readonly may: 'later'; readonly until: Instant; readonly because: string }
  | { readonly may: 'never'; readonly because: NeverCode };

/** `alreadySent` concerns this content only; every other code closes the channel. `disqualified` ends side programs. */
export type NeverCode = NoContactCode | 'alreadySent' | 'noAddress' | 'disqualified' | BrakeCode;

export interface Check {
  readonly key: string;
  readonly delivery: Omit<Delivery, 'prepare'>;
  readonly consent: ConsentPolicy;
  readonly facts: TouchFacts;
  readonly entry: Pick<ContentEntry, 'from'>;
  readonly at: Instant;
  /** The public holidays at the lead's location, as local dates. */
  readonly holidays: readonly string[];
}

/** Program time between two checks of a touch that waits for safe mode to end. */
const ASKS_AGAIN = 10 * MINUTE;

/** The same of a touch that a brake holds. Releasing the brake wakes the leads that wait, so this only catches a lost message. */
const LOOKS_AGAIN = 6 * HOUR;

/**
 * Decides about a touch: contactability, then earlier sends, then frequency and the send window in the lead's zone.
 *
 * Emails in a rep's name belong to a conversation. They ignore the gap between emails (but marketing emails keep their distance to
 * them), are not spread over the opening of the send window, and go out while the lead waits for an answer. All other rules apply.
 */
export function check({ key, delivery, consent, facts, entry, at, holidays }: Check): Verdict {
  if (facts.safeMode) return { may: 'later', because: 'safeMode', until: at + ASKS_AGAIN };
  const { sending } = delivery;
  const brake = brakeOn(facts.brakes, entry.from === 'rep');
  if (brake) return heldBy(brake, at);
  const contact = mayMessage(delivery, consent, ...asOf(at, facts), at, purposeOf(entry));
  if (!contact.may) return closed(contact.because, contact.until, at);
  if (facts[delivery.addressedBy] === null) return { may: 'never', because: 'noAddress' };
  if (facts.alreadySent) return { may: 'never', because: 'alreadySent' };
  const other = facts.beside && byOwnProgram(facts.beside, at);
  if (other) return other;
  const isMarketing = entry.from === 'marketing';
  if (isMarketing && facts.unanswered) return { may: 'later', because: 'unanswered', until: at + DAY };
  const allowed = isMarketing ? nextAllowed(sending, [...facts.sent, ...(facts.beside?.planned ?? [])], at, facts.slower) : at;
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
}

/** What the lead's main program says about an email of a side program. */
function byOwnProgram({ stage, whileInSales }: Beside, at: Instant): Verdict | undefined {
  if (stage === 'disqualified') return { may: 'never', because: stage };
  return isWithSales(stage) && whileInSales === 'wait' ? { may: 'later', because: 'inSales', until: at + DAY } : undefined;
}

function heldBy({ kind, until }: Brake, at: Instant): Verdict {
  const { because, isFinal } = brakes[kind];
  return isFinal ? { may: 'never', because } : { may: 'later', because, until: until ?? at + LOOKS_AGAIN };
}

function closed(because: NoContactCode, until: Instant | undefined, at: Instant): Verdict {
  if (until !== undefined) return { may: 'later', because, until };
  // A closure of unknown length does not drop the lead: the touch asks again after a while.
  const pause = asksAgainAfter(because);
  return pause === undefined ? { may: 'never', because } : { may: 'later', because, until: at + pause };
}
