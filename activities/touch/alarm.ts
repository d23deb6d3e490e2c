import { claimTelling, recordTrouble } from '../../db/touches/sending-trouble.ts';
import { isAlarming, isSendingTrouble, troubleSpec, type SendingTrouble } from '../../domain/contact/sending-trouble.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import type { Deps } from '../deps.ts';
import type { SendOutcome } from '../../domain/contact/send-outcome.ts';

/** The general problem with sending that an outcome shows; undefined if it concerns only this email. */
export function troubleOf(outcome: SendOutcome): SendingTrouble | undefined {
  if (outcome.state === 'accepted') return undefined;
  const because = outcome.state === 'refused' ? outcome.blame : outcome.because;
  return isSendingTrouble(because) ? because : undefined;
}

/** Records a problem with sending, and alerts operations once when it lasts, whichever worker sees it. */
export async function note(
  { db, log, clock }: Pick<Deps, 'db' | 'log' | 'clock'>,
  channel: Channel,
  because: SendingTrouble,
  smtpCode?: number,
): Promise<void> {
  const { since, lastAt, mails, told } = await recordTrouble(db, channel, because, smtpCode);
  if (told.includes(because) || !isAlarming(because, lastAt.getTime() - since.getTime(), mails)) return;
  if (!(await claimTelling(db, channel, because, clock.now()))) return;
  const { label, todo } = troubleSpec(channel, because);
  log.error({ code: because, channel, since, mails, smtpCode }, `no ${channel} gets through: ${label}. ${todo}`);
}
