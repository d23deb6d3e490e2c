import type { Envelope } from './mail-store.ts';

/** A "no" of a mail server: 4xx for now, 5xx for good. */
export interface Refusal {
  code: number;
  text: string;
}

/** What the sink does after the final dot of a message. */
export interface AfterDot {
  /** Before it says anything, in milliseconds. */
  delayMs?: number;
  /** Whether the message is kept. Default: unless it is refused. */
  keep?: boolean;
  /** Default: accept. `drop` closes the connection without a word, so the sender can't know. */
  reply?: 'accept' | 'drop' | Refusal;
}

/** How the sink treats what is sent to it; tests and rehearsals make it as bad as real servers are. */
export interface MailBehaviour {
  /** The answer to a recipient: undefined accepts, `stall` never answers. */
  recipient?: (address: string) => Refusal | 'stall' | undefined;
  afterDot?: (mail: Envelope) => AfterDot | undefined;
}
