import { blameOf, type MailBlame } from '../../domain/mail-status.ts';
import type { Blame, NotSentCode, SendOutcome } from './mailer.ts';

/** How far a mail had come when something went wrong. */
export interface Progress {
  /** Every byte of the message was read: the final dot may have been written. Never true before it may have been. */
  readonly wasReadToItsEnd: boolean;
}

/** What nodemailer tells about an error, as far as it matters. */
export interface SmtpTrouble {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

/**
 * What an error means for the mail. A complete answer to RCPT, DATA or the message tells; without one, it depends on whether
 * the final dot may have been out.
 */
export const outcomeOf = (trouble: SmtpTrouble, { wasReadToItsEnd }: Progress): SendOutcome => {
  const { code, responseCode } = trouble;
  const isAnswer = responseCode !== undefined && (code === 'EMESSAGE' || code === 'EENVELOPE');
  if (isAnswer) return answered(trouble, responseCode);
  if (wasReadToItsEnd) return { state: 'inDoubt', because: 'noAnswer' };
  const because = troubleCode(trouble);
  // That a message can't even be handed over is about this one: it must not be tried for ever.
  return {
    state: 'notSent',
    because,
    ...(responseCode && { smtpCode: responseCode }),
    ...(because === 'message' && { recipient: true }),
  };
};

const answered = (trouble: SmtpTrouble, smtpCode: number): SendOutcome => {
  // All our mails have the same sender: that it is refused says nothing about the recipient.
  if (trouble.command === 'MAIL FROM' || smtpCode < 400) return { state: 'notSent', because: 'senderRefused', smtpCode };
  if (smtpCode === 421) return { state: 'notSent', because: 'busy', smtpCode };
  if (smtpCode < 500) return { state: 'notSent', because: 'temporary', smtpCode, recipient: true };
  const blame = blames[blameOf({ text: trouble.response ?? '' })];
  // A full mailbox is refused with 5xx by some, and empty again next week.
  if (blame === 'mailbox') return { state: 'notSent', because: 'temporary', smtpCode, recipient: true };
  return { state: 'refused', smtpCode, blame };
};

const blames = {
  address: 'address',
  mailbox: 'mailbox',
  later: 'mailbox',
  ours: 'policy',
  unknown: 'other',
} as const satisfies Record<MailBlame, Blame>;

const troubleCode = ({ code, responseCode }: SmtpTrouble): NotSentCode => {
  if (code === 'ETIMEDOUT' || code === 'EABORT') return 'timeout';
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'loginRefused';
  if (code === 'EMESSAGE' || code === 'EENVELOPE' || code === 'ESTREAM') return 'message';
  return responseCode === 421 ? 'busy' : 'connection';
};
