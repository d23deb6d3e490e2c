import type { Mailer, OutgoingEmail } from '../activities/touch/mailer.ts';

export interface KeptMail extends Mailer {
  /** Everything that was sent, in order. */
  readonly mails: readonly OutgoingEmail[];
  /** The mails to an address, in order. */
  to(address: string): readonly OutgoingEmail[];
}

export interface KeptMailOptions {
  /** Hears of every mail: a modelled reader reads it here. */
  readonly onMail?: (mail: OutgoingEmail) => void;
  /** False: mails are only told to `onMail`, for runs too long to keep them. Default true. */
  readonly keep?: boolean;
}

/** A mailer that keeps the messages instead of sending them. The mail server in it accepts everything. */
export const createKeptMail = ({ onMail, keep = true }: KeptMailOptions = {}): KeptMail => {
  const mails: OutgoingEmail[] = [];
  return {
    mails,
    to: (address) => mails.filter((mail) => mail.to.address === address),
    async send(mail, _, mayGo) {
      if (mayGo && !(await mayGo())) return { state: 'notSent', because: 'stopped' };
      if (keep) mails.push(mail);
      onMail?.(mail);
      return { state: 'accepted', smtpCode: 250 };
    },
  };
};
