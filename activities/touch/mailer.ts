import type { Attachment } from '../../content/attach.ts';
import type { MayGo, SendOutcome } from '../../domain/contact/send-outcome.ts';
import type { Instant } from '../../domain/time/clock.ts';

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** An email ready to send, for one recipient. */
export interface OutgoingEmail {
  /** The key of the touch. */
  readonly key: string;
  readonly messageId: string;
  /** The address for bounces; it identifies the touch. */
  readonly envelopeFrom: string;
  readonly from: Mailbox;
  /** Where answers go; `from` by default. */
  readonly replyTo?: readonly Mailbox[];
  readonly to: Mailbox;
  readonly date: Instant;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments?: readonly Attachment[];
  readonly headers: Readonly<Record<string, string>>;
  /** The signed URLs in it, by link name. */
  readonly links: Readonly<Record<string, string>>;
}

export interface Mailer {
  /**
   * Sends one email through the server. Never throws for failures of servers or networks: they are outcomes.
   * @param deadlineMs real milliseconds, after which it has certainly given up
   * @param mayGo called once, when the server waits for the first byte of the message; unless it returns true, nothing is sent. A touch
   * passes its fence here: a mailer that does not call it could send the message twice
   */
  send(email: OutgoingEmail, deadlineMs: number, mayGo?: MayGo): Promise<SendOutcome>;
}
