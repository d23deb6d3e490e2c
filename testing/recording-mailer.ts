import type { Mailer, OutgoingEmail } from '../activities/touch/mailer.ts';

export interface RecordingMailer extends Mailer {
  /** Everything that was sent, in order. */
  readonly mails: readonly OutgoingEmail[];
  /** The emails to an address, in order. */
  to(address: string): readonly OutgoingEmail[];
}

export interface RecordingMailerOptions {
  /** False: emails are accepted but not recorded, for runs that are too long to hold them in memory. The default is true. */
  readonly record?: boolean;
  /** Gets each email when it is accepted. */
  readonly onEmail?: (email: OutgoingEmail) => void;
}

/** A mailer that records emails instead of sending them. Its server accepts everything. */
export function createRecordingMailer({ record = true, onEmail }: RecordingMailerOptions = {}): RecordingMailer {
  const mails: OutgoingEmail[] = [];
  return {
    mails,
    to: (address) => mails.filter(({ to }) => to.address === address),
    async send(email, _, mayGo) {
      if (mayGo && !(await mayGo())) return { state: 'notSent', because: 'stopped' };
      if (record) mails.push(email);
      onEmail?.(email);
      return { state: 'accepted', smtpCode: 250 };
    },
  };
}
