import type { Mailer, OutgoingEmail } from '../activities/touch/mailer.ts';

export interface RecordingMailer extends Mailer {
  /** Everything that was sent, in order. */
  readonly mails: readonly OutgoingEmail[];
  /** The emails to an address, in order. */
  to(address: string): readonly OutgoingEmail[];
}

export interface RecordingMailerOptions {
  /** Called for every email, for example to let a modelled reader read it. */
  readonly onEmail?: (email: OutgoingEmail) => void;
  /** False: emails are only passed to `onEmail`, for runs that are too long to hold them in memory. The default is true. */
  readonly record?: boolean;
}

/** A mailer that records emails instead of sending them. Its server accepts everything. */
export function createRecordingMailer({ onEmail, record = true }: RecordingMailerOptions = {}): RecordingMailer {
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
