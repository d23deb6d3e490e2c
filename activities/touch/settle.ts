import { findContent } from '../../content/find-content.ts';
import { recordRefusal } from '../../services/contact/address-refusals.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { untilSaved } from '../../db/until-saved.ts';
import { settleTouch, type TouchSettlement } from '../../db/touches/touch-settle.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { MailBlame } from '../../domain/contact/mail-status.ts';
import { DAY, HOUR, WEEK } from '../../domain/time/duration.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import type { AnyTouchOrder, TouchResult } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { note, troubleOf } from './alarm.ts';
import { backOff, MOST_ATTEMPTS } from './back-off.ts';
import type { NotSentCode, SendOutcome } from '../../domain/contact/send-outcome.ts';
import type { Delivery } from './delivery.ts';
import type { Ledger } from './ledger.ts';
import { neverSent } from './stored-result.ts';

export interface Sent {
  readonly owner: string;
  /** When it passed the fence; it counts as sent at that moment. */
  readonly at: Instant;
  readonly attempts: number;
  readonly outcome: SendOutcome;
}

/** Saves the result of the email. If Postgres stays unavailable, the touch is in doubt when its lease ends. */
export async function settle(
  deps: Deps,
  ledger: Ledger,
  delivery: Delivery,
  order: AnyTouchOrder,
  sent: Sent,
): Promise<TouchResult> {
  const now = deps.clock.now();
  const [what, result, blame] = conclusion(deps, delivery, order, sent, now);
  await alert(deps, delivery.channel, order, sent.outcome);
  const settlement = { key: order.key, channel: delivery.channel, owner: sent.owner, at: now, ...what };
  let isClosed = false;
  // The email is out. A restart of Postgres must not turn an accepted email into one in doubt.
  await untilSaved(async () => {
    if (blame) isClosed = await settleRefusal(deps, order, settlement, blame);
    else await ledger.settle(settlement);
  });
  return isClosed ? neverSent(delivery.channel, 'bounced') : result;
}

/** @returns whether the address is now closed, because it has refused too many emails */
const settleRefusal = async (
  { db, policy, newId }: Deps,
  { key, leadId }: AnyTouchOrder,
  settlement: TouchSettlement,
  blame: MailBlame,
): Promise<boolean> =>
  await inTransaction(db, async (trx) => {
    if (!(await settleTouch(trx, settlement))) return false;
    return await recordRefusal(trx, policy, newId, { leadId, blame, at: settlement.at, touchKey: key });
  });

/** What is saved, what the lead is told, and what is recorded about the address. */
type Conclusion = [Omit<TouchSettlement, 'key' | 'channel' | 'owner' | 'at'>, TouchResult, (MailBlame | undefined)?];

function conclusion(
  { clock, content, newId }: Deps,
  { channel, addressedBy }: Delivery,
  order: AnyTouchOrder,
  { at, attempts, outcome }: Sent,
  now: Instant,
): Conclusion {
  const smtpCode = 'smtpCode' in outcome ? outcome.smtpCode : undefined;
  const sent = { state: 'sent', at, goal: findContent(content, order.content).goal } as const;
  switch (outcome.state) {
    case 'accepted':
      return [{ state: 'accepted', smtpCode }, sent];
    case 'inDoubt':
      return [
        { state: 'inDoubt', because: outcome.because },
        { ...sent, inDoubt: true },
      ];
    case 'refused': {
      const because = outcome.blame === 'address' ? 'bounced' : outcome.blame;
      const closes = outcome.blame === 'address' ? { id: newId(), addressedBy } : undefined;
      const blame = outcome.blame === 'other' ? 'unknown' : undefined;
      return [{ state: 'refused', because, smtpCode, closes }, neverSent(channel, because), counted(channel, blame)];
    }
    case 'notSent': {
      if (outcome.recipient && outcome.because !== 'noSmtpUtf8' && attempts + 1 >= MOST_ATTEMPTS) {
        return [{ state: 'refused', because: 'temporary', smtpCode }, neverSent(channel, 'temporary'), counted(channel, 'later')];
      }
      const { because } = outcome;
      const until = now + pauseAfter(because, order.key, attempts, clock.spec.speed);
      return [
        { state: 'notSent', because, until, smtpCode },
        { state: 'deferred', until, because },
      ];
    }
  }
}

/** Refusals of an email address add up, until it is closed. */
const counted = (channel: Channel, blame: MailBlame | undefined): MailBlame | undefined =>
  channel === 'email' ? blame : undefined;

/** Program time until the next try. A daily limit, or what a server supports, does not change within a minute. */
function pauseAfter(because: NotSentCode, key: string, attempts: number, speed: number): number {
  if (because === 'stopped') return 0; // the next check says why
  if (because === 'noSmtpUtf8') return Math.min(WEEK, DAY * 2 ** Math.min(attempts, 20));
  return Math.ceil(Math.max(backOff(key, attempts), because === 'overLimit' ? HOUR : 0) * speed);
}

/** Alerts a person. If the alert can't be saved, the outcome is saved all the same. */
async function alert(deps: Deps, channel: Channel, { key, content }: AnyTouchOrder, outcome: SendOutcome): Promise<void> {
  const { log } = deps;
  const smtpCode = 'smtpCode' in outcome ? outcome.smtpCode : undefined;
  if (outcome.state === 'refused' && outcome.blame === 'policy')
    log.error(
      { touch: key, channel, content, smtpCode },
      'a server refused our message because of its policy: check our reputation there; for emails SPF, DKIM and DMARC',
    );
  if (outcome.state === 'inDoubt') log.warn({ touch: key }, 'the connection broke after the message was sent: it is in doubt');
  const trouble = troubleOf(outcome);
  // A warning must not change the result of a touch that is already settled.
  if (trouble) await note(deps, channel, trouble, smtpCode).catch(() => undefined);
}
