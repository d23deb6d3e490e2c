import type { InboxMail } from '../../simulate/audience/read-email.ts';
import { createRecordingMailer, type RecordingMailer } from '../../testing/recording-mailer.ts';
import { received } from './received.ts';

/** The email of a simulation: it reaches its reader at once. */
export interface Post {
  readonly mail: RecordingMailer;
  /** The Message-ID of each email, in order. */
  readonly messageIds: string[];
  /** Hands the emails from now on to their readers. */
  deliverTo(readers: { receive(mail: InboxMail): void }): void;
}

export function createPost(): Post {
  const messageIds: string[] = [];
  let receive: (mail: InboxMail) => void = () => {};
  const mail = createRecordingMailer({
    record: false,
    onEmail: (email) => {
      messageIds.push(email.messageId);
      receive(received(email, messageIds.length));
    },
  });
  return {
    mail,
    messageIds,
    deliverTo: (readers) => {
      receive = (email) => readers.receive(email);
    },
  };
}
