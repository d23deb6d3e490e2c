import type { Attachment } from '../../content/attach.ts';
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
  readonly replyTo?: Mailbox;
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

/** What a refusal is about; only `address` means that this address can't be reached. */
export type Blame = 'address' | 'mailbox' | 'policy' | 'other';

/** The result of sending an email. */
export type SendOutcome =
  | { readonly state: 'accepted'; readonly smtpCode: number }
  /** The server refused it permanently. */
  | { readonly state: 'refused'; readonly smtpCode: number; readonly blame: Blame }
  /** A failure before the final dot, or a "try later": it was not delivered. `recipient`: the problem is with this recipient. */
  | { readonly state: 'notSent'; readonly because: NotSentCode; readonly smtpCode?: number; readonly recipient?: true }
  /** The connection broke after the final dot; it may or may not have been delivered. */
  | { readonly state: 'inDoubt'; readonly because: 'noAnswer' };

export type NotSentCode =
  | 'connection'
  | 'timeout'
  | 'tls' // the connection must be encrypted, but can't be
  | 'busy' // 421, or too many emails are being sent at once
  | 'temporary' // any other 4xx
  | 'overLimit' // we have reached our sending limit at the server
  | 'senderRefused'
  | 'loginRefused'
  | 'noSmtpUtf8' // the address has characters that the server does not support (RFC 6531)
  | 'breakerOpen'
  | 'stopped' // we stopped it before the first byte
  | 'message';

/** Whether an email may still be sent. */
export type MayGo = () => Promise<boolean>;

export interface Mailer {
  /**
   * Sends one email through the server. Never throws for failures of servers or networks: they are outcomes.
   * @param deadlineMs real milliseconds, after which it has certainly given up
   * @param mayGo called when the server waits for the first byte of the message; unless it returns true, nothing is sent
   */
  send(email: OutgoingEmail, deadlineMs: number, mayGo?: MayGo): Promise<SendOutcome>;
}
