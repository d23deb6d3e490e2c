/** What a refusal is about; only `address` means that this address can't be reached. */
export type Blame = 'address' | 'mailbox' | 'policy' | 'other';

/** The result of sending a message. */
export type SendOutcome =
  | { readonly state: 'accepted'; readonly smtpCode?: number }
  /** The server refused it permanently. */
  | { readonly state: 'refused'; readonly smtpCode?: number; readonly blame: Blame }
  /** A failure before it went out, or a "try later": it was not delivered. `recipient`: the problem is with this recipient. */
  | { readonly state: 'notSent'; readonly because: NotSentCode; readonly smtpCode?: number; readonly recipient?: true }
  /** The connection broke after it went out; it may or may not have been delivered. */
  | { readonly state: 'inDoubt'; readonly because: 'noAnswer' };

export type NotSentCode =
  | 'connection'
  | 'timeout'
  | 'tls' // the connection must be encrypted, but can't be
  | 'busy' // too many messages are being sent at once
  | 'temporary' // any other "try later"
  | 'overLimit' // we have reached our sending limit at the server
  | 'senderRefused'
  | 'loginRefused'
  | 'noSmtpUtf8' // the address has characters that the server does not support (RFC 6531)
  | 'breakerOpen'
  | 'stopped' // we stopped it before the first byte
  | 'message';

/** Whether a message may still be sent. */
export type MayGo = () => Promise<boolean>;
