import type { Mailer, NotSentCode, SendOutcome } from './mailer.ts';

export interface BreakerOptions {
  /** So many failures in a row, and nothing is tried for a while. */
  readonly failures: number;
  /** Real milliseconds. */
  readonly openMs: number;
  /** Real milliseconds that only go forward. */
  readonly now?: () => number;
}

/**
 * A mailer that stops trying for a while when the mail server is not there, so that a thousand touches don't each wait for a
 * time-out. After that, one mail tries; if it succeeds, all may. What one recipient's server says doesn't count.
 */
export const withBreaker = (mailer: Mailer, { failures, openMs, now = () => performance.now() }: BreakerOptions): Mailer => {
  let inARow = 0;
  let closedUntil = -Infinity;
  return {
    async send(mail, deadlineMs, mayGo) {
      if (inARow >= failures) {
        if (now() < closedUntil) return { state: 'notSent', because: 'breakerOpen' };
        closedUntil = now() + openMs; // this one tries; the others go on waiting for what it finds
      }
      const outcome = await mailer.send(mail, deadlineMs, mayGo);
      inARow = isServerTrouble(outcome) ? inARow + 1 : 0;
      if (inARow === failures) closedUntil = now() + openMs;
      return outcome;
    },
  };
};

const isServerTrouble = (outcome: SendOutcome): boolean =>
  outcome.state === 'inDoubt' || (outcome.state === 'notSent' && !outcome.recipient && !ours.has(outcome.because));

/** What says nothing about the mail server. */
const ours: ReadonlySet<NotSentCode> = new Set(['message', 'stopped']);
