import { claimTelling, noteTrouble } from '../../db/touches/sending-trouble.ts';
import { isAlarming, isSendingTrouble, sendingTroubles, type SendingTrouble } from '../../domain/contact/sending-trouble.ts';
import type { Deps } from '../deps.ts';
import type { SendOutcome } from './mailer.ts';

/** The trouble with sending that an outcome shows; undefined when it is about this mail only. */
export const troubleOf = (outcome: SendOutcome): SendingTrouble | undefined => {
  if (outcome.state === 'accepted') return undefined;
  const because = outcome.state === 'refused' ? outcome.blame : outcome.because;
  return isSendingTrouble(because) ? because : undefined;
};

/** Notes trouble with sending, and tells operations when it lasts: once, whichever worker sees it. */
export const note = async ({ db, log }: Pick<Deps, 'db' | 'log'>, because: SendingTrouble, smtpCode?: number): Promise<void> => {
  const { since, lastAt, mails, told } = await noteTrouble(db, because, smtpCode);
  if (told.includes(because) || !isAlarming(because, lastAt.getTime() - since.getTime(), mails)) return;
  if (!(await claimTelling(db, because))) return;
  const { label, todo } = sendingTroubles[because];
  log.error(
    { code: because, since, mails, ...(smtpCode !== undefined && { smtpCode }) },
    `no mail gets through: ${label}. ${todo}`,
  );
};
