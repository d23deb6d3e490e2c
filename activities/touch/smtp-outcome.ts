import { aboutOurLimits } from '../../domain/contact/mail-answers.ts';
import { blameOf, type MailBlame } from '../../domain/contact/mail-status.ts';
import type { Blame, NotSentCode, SendOutcome } from './mailer.ts';

/** How far a mail had come when something went wrong. */
export interface Progress {
  /** Every byte of the message was read: the final dot may have been written. Never true before it may have been. */
  readonly wasReadToItsEnd: boolean;
}

/** What nodemailer tells about an error, as far as it matters. */
export interface SmtpTrouble {
  readonly code?: string;
  /** What the system or the TLS library said, where \`code\` is nodemailer's. */
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

/**
 * What an error means for the mail. A complete answer to MAIL, RCPT, DATA or the message tells; without one, it depends on
 * whether the final dot may have been out.
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

/** An answer to a command of this mail. 4xx is temporary at every step (RFC 5321 4.2.1); 421 is about the connection. */
const answered = (trouble: SmtpTrouble, smtpCode: number): SendOutcome => {
  // All our mails have the same sender: what is said of it says nothing about the recipient.
  const aboutRecipient = trouble.command !== 'MAIL FROM';
  if (smtpCode === 421) return { state: 'notSent', because: 'busy', smtpCode };
  if (smtpCode >= 400 && smtpCode < 500) return temporary(smtpCode, aboutRecipient);
  const text = trouble.response ?? '';
  if (isOurLimit(text)) return { state: 'notSent', because: 'overLimit', smtpCode };
  if (!aboutRecipient || smtpCode < 400) return { state: 'notSent', because: 'senderRefused', smtpCode };
  const blame = blames[blameOf({ text })];
  // A full mailbox is refused with 5xx by some, and empty again next week.
  if (blame === 'mailbox') return temporary(smtpCode, aboutRecipient);
  return { state: 'refused', smtpCode, blame };
};

const temporary = (smtpCode: number, aboutRecipient: boolean): SendOutcome => ({
  state: 'notSent',
  because: 'temporary',
  smtpCode,
  ...(aboutRecipient && { recipient: true }),
});

/** Codes for our own limit of mails or recipients: Office 365's and Gmail's. */
const limitCodes = /\b5\.(?:1\.90|4\.5|7\.23[23])\b/;

/** Whether our own limit of emails is reached. It refuses no recipient, and the email goes out later. */
const isOurLimit = (text: string): boolean => limitCodes.test(text) || aboutOurLimits.test(text.toLowerCase());

const blames = {
  address: 'address',
  mailbox: 'mailbox',
  later: 'mailbox',
  ours: 'policy',
  unknown: 'other',
} as const satisfies Record<MailBlame, Blame>;

const troubleCode = ({ code, originalCode = '', responseCode = 0 }: SmtpTrouble): NotSentCode => {
  if (code === 'ETIMEDOUT' || code === 'EABORT') return 'timeout';
  if (responseCode === 421) return 'busy';
  if (code === 'ETLS' || /CERT|TLS|SSL|SIGNATURE/.test(originalCode)) return 'tls';
  if (responseCode >= 400 && responseCode < 500) return 'temporary';
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'loginRefused';
  if (code === 'EMESSAGE' || code === 'EENVELOPE' || code === 'ESTREAM') return 'message';
  return 'connection';
};
