import type { Attachment } from '../../content/attach.ts';
import type { Instant } from '../../domain/time/clock.ts';

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** A mail as it is handed over: ready, for one recipient. */
export interface OutgoingMail {
  /** The touch's key. */
  readonly key: string;
  readonly messageId: string;
  /** Where bounces go; it says which touch it was. */
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
  /** The signed addresses in it, by the names of the links. */
  readonly links: Readonly<Record<string, string>>;
}

/** What a refusal is about: only `address` says that this address can't be reached. */
export type Blame = 'address' | 'mailbox' | 'policy' | 'other';

/** What became of a mail. */
export type SendOutcome =
  | { readonly state: 'accepted'; readonly smtpCode: number }
  /** The server said no, for good. */
  | { readonly state: 'refused'; readonly smtpCode: number; readonly blame: Blame }
  /** Trouble before the final dot, or the server asked to come back: nobody got it. `recipient`: the trouble is with this one. */
  | { readonly state: 'notSent'; readonly because: NotSentCode; readonly smtpCode?: number; readonly recipient?: true }
  /** The connection broke after the final dot: nobody knows. */
  | { readonly state: 'inDoubt'; readonly because: 'noAnswer' };

export type NotSentCode =
  | 'connection'
  | 'timeout'
  | 'tls' // the connection can't be encrypted, and has to be
  | 'busy' // 421, or as many mails are on their way as we keep at once
  | 'temporary' // any other 4xx
  | 'overLimit' // our limit of mails at the server is reached
  | 'senderRefused'
  | 'loginRefused'
  | 'noSmtpUtf8' // the address has letters that this server can't take (RFC 6531)
  | 'breakerOpen'
  | 'stopped' // we decided against it before the first byte
  | 'message';

/** Whether a mail may still go out. */
export type MayGo = () => Promise<boolean>;

export interface Mailer {
  /**
   * Hands one mail to the mail server. Never throws for what servers and networks do: that is the outcome.
   * @param deadlineMs real milliseconds, after which it has given up for certain
   * @param mayGo is asked when the server waits for the first byte of the message; unless it says true, none goes out
   */
  send(mail: OutgoingMail, deadlineMs: number, mayGo?: MayGo): Promise<SendOutcome>;
}
