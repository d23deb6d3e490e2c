import { aboutOurLimits } from '../../domain/contact/mail-answers.ts';
import { blameOf, type MailBlame } from '../../domain/contact/mail-status.ts';
import type { Blame, NotSentCode, SendOutcome } from '../../domain/contact/send-outcome.ts';

/** How far an email had come when an error occurred. */
export interface Progress {
  /** Every byte of the message was read, so the final dot may have been written. Never true before that is possible. */
  readonly wasReadToItsEnd: boolean;
}

/** The parts of a nodemailer error that matter. */
export interface SmtpTrouble {
  readonly code?: string;
  /** The code of the system or the TLS library, where \`code\` is nodemailer's. */
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

/**
 * Translates an error into the outcome of the email. A complete answer to MAIL, RCPT, DATA or the message decides; without one, it
 * depends on whether the final dot may have been sent.
 */
export function outcomeOf(trouble: SmtpTrouble, { wasReadToItsEnd }: Progress): SendOutcome {
  const { code, responseCode } = trouble;
  const isAnswer = responseCode !== undefined && (code === 'EMESSAGE' || code === 'EENVELOPE');
  if (isAnswer) return answered(trouble, responseCode);
  if (wasReadToItsEnd) return { state: 'inDoubt', because: 'noAnswer' };
  const because = troubleCode(trouble);
  // A message that can't even be handed over has a problem of its own, and must not be retried for ever.
  return {
    state: 'notSent',
    because,
    smtpCode: responseCode || undefined,
    recipient: because === 'message' ? true : undefined,
  };
}

/** An answer to a command of this email. 4xx is temporary at every step (RFC 5321 4.2.1); 421 concerns the connection. */
function answered(trouble: SmtpTrouble, smtpCode: number): SendOutcome {
  // All our emails have the same sender, so an answer about it says nothing about the recipient.
  const aboutRecipient = trouble.command !== 'MAIL FROM';
  if (smtpCode === 421) return { state: 'notSent', because: 'busy', smtpCode };
  if (smtpCode >= 400 && smtpCode < 500) return temporary(smtpCode, aboutRecipient);
  const text = trouble.response ?? '';
  if (isOurLimit(text)) return { state: 'notSent', because: 'overLimit', smtpCode };
  if (!aboutRecipient || smtpCode < 400) return { state: 'notSent', because: 'senderRefused', smtpCode };
  const blame = blames[blameOf({ text })];
  // Some servers refuse a full mailbox with 5xx, though it may be empty again next week.
  if (blame === 'mailbox') return temporary(smtpCode, aboutRecipient);
  return { state: 'refused', smtpCode, blame };
}

const temporary = (smtpCode: number, aboutRecipient: boolean): SendOutcome => ({
  state: 'notSent',
  because: 'temporary',
  smtpCode,
  recipient: aboutRecipient ? true : undefined,
});

/** Codes for our own sending limits: Office 365's and Gmail's. */
const limitCodes = /\b5\.(?:1\.90|4\.5|7\.23[23])\b/;

/** Whether we have reached our own sending limit. The recipient is not refused, and the email is sent later. */
const isOurLimit = (text: string): boolean => limitCodes.test(text) || aboutOurLimits.test(text.toLowerCase());

const blames = {
  address: 'address',
  mailbox: 'mailbox',
  later: 'mailbox',
  ours: 'policy',
  unknown: 'other',
} as const satisfies Record<MailBlame, Blame>;

function troubleCode({ code, originalCode = '', responseCode = 0 }: SmtpTrouble): NotSentCode {
  if (code === 'ETIMEDOUT' || code === 'EABORT') return 'timeout';
  if (responseCode === 421) return 'busy';
  if (code === 'ETLS' || /CERT|TLS|SSL|SIGNATURE/.test(originalCode)) return 'tls';
  if (responseCode >= 400 && responseCode < 500) return 'temporary';
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'loginRefused';
  if (code === 'EMESSAGE' || code === 'EENVELOPE' || code === 'ESTREAM') return 'message';
  return 'connection';
}
