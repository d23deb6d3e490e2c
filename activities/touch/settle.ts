import { findContent } from '../../content/find-content.ts';
import { insist } from '../../db/insist.ts';
import { settleTouch, type TouchSettlement } from '../../db/touch-settle.ts';
import type { Instant } from '../../domain/clock.ts';
import type { TouchOrder, TouchResult } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { backOff, MOST_ATTEMPTS } from './back-off.ts';
import type { SendOutcome } from './mailer.ts';
import { neverSent } from './stored-result.ts';

export interface Sent {
  readonly owner: string;
  /** When it passed the fence; that is the moment it counts as sent. */
  readonly at: Instant;
  readonly attempts: number;
  readonly outcome: SendOutcome;
}

/** Writes what became of the mail. If Postgres stays away, the touch is in doubt when its lease ends. */
export const settle = async (deps: Deps, order: TouchOrder, sent: Sent): Promise<TouchResult> => {
  const now = deps.clock.now();
  const [what, result] = conclusion(deps, order, sent, now);
  alert(deps, order, sent.outcome);
  // The mail is out: a Postgres that restarts must not make an accepted mail one in doubt.
  await insist(() => settleTouch(deps.db, { key: order.key, owner: sent.owner, at: now, ...what }));
  return result;
};

type Conclusion = [Omit<TouchSettlement, 'key' | 'owner' | 'at'>, TouchResult];

const conclusion = ({ clock, newId }: Deps, order: TouchOrder, { at, attempts, outcome }: Sent, now: Instant): Conclusion => {
  const smtpCode = 'smtpCode' in outcome && outcome.smtpCode !== undefined ? { smtpCode: outcome.smtpCode } : {};
  const sent = { state: 'sent', at, goal: findContent(order.content).goal } as const;
  switch (outcome.state) {
    case 'accepted':
      return [{ state: 'accepted', ...smtpCode }, sent];
    case 'inDoubt':
      return [
        { state: 'inDoubt', because: outcome.because },
        { ...sent, inDoubt: true },
      ];
    case 'refused': {
      const because = outcome.blame === 'address' ? 'bounced' : outcome.blame;
      const suppressed = outcome.blame === 'address' ? { suppressionId: newId() } : {};
      return [{ state: 'refused', because, ...smtpCode, ...suppressed }, neverSent(because)];
    }
    case 'notSent': {
      if (outcome.recipient && attempts + 1 >= MOST_ATTEMPTS) {
        return [{ state: 'refused', because: 'temporary', ...smtpCode }, neverSent('temporary')];
      }
      const until = now + Math.ceil(backOff(order.key, attempts) * clock.spec.speed);
      const { because } = outcome;
      return [
        { state: 'notSent', because, until, ...smtpCode },
        { state: 'deferred', until, because },
      ];
    }
  }
};

/** What needs a person: the server mistrusts us, not the lead. */
const alert = ({ log }: Deps, { key, content }: TouchOrder, outcome: SendOutcome): void => {
  if (outcome.state === 'refused' && outcome.blame === 'policy') {
    log.error(
      { touch: key, content, smtpCode: outcome.smtpCode },
      'the mail server refused a mail for a reason of policy: check reputation, SPF, DKIM and DMARC',
    );
  }
  if (outcome.state === 'notSent' && (outcome.because === 'senderRefused' || outcome.because === 'loginRefused')) {
    log.error(
      { touch: key, code: outcome.because, smtpCode: outcome.smtpCode },
      'the mail server does not let us send: check the login and the sender address',
    );
  }
  if (outcome.state === 'inDoubt') log.warn({ touch: key }, 'the connection broke after the mail went out: it is in doubt');
};
