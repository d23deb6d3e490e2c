import type { NotSentCode, SendOutcome } from '../../domain/contact/send-outcome.ts';
import type { Mailer } from './mailer.ts';

export interface BreakerOptions {
  /** How many consecutive failures open the breaker. */
  readonly failures: number;
  /** How long it stays open, in real milliseconds. */
  readonly openMs: number;
  /** A monotonic clock in real milliseconds. */
  readonly now?: () => number;
}

/**
 * A mailer that stops trying for a while when the email server is down, so that a thousand touches don't each wait for a timeout.
 * Then one email tries; if it succeeds, all may. Answers about a single recipient don't count.
 */
export function withBreaker(mailer: Mailer, { failures, openMs, now = () => performance.now() }: BreakerOptions): Mailer {
  let inARow = 0;
  let closedUntil = -Infinity;
  return {
    async send(email, deadlineMs, mayGo) {
      if (inARow >= failures) {
        if (now() < closedUntil) return { state: 'notSent', because: 'breakerOpen' };
        closedUntil = now() + openMs; // this email tries; the others wait for its result
      }
      const outcome = await mailer.send(email, deadlineMs, mayGo);
      inARow = isServerTrouble(outcome) ? inARow + 1 : 0;
      if (inARow === failures) closedUntil = now() + openMs;
      return outcome;
    },
  };
}

const isServerTrouble = (outcome: SendOutcome): boolean =>
  outcome.state === 'inDoubt' || (outcome.state === 'notSent' && !outcome.recipient && !ours.has(outcome.because));

/** Causes that say nothing about the email server. */
const ours: ReadonlySet<NotSentCode> = new Set(['message', 'stopped']);
