import type { Envelope } from './email-store.ts';

/** A mail server's refusal: 4xx temporary, 5xx permanent. */
export interface Refusal {
  code: number;
  text: string;
}

/** The sink's behaviour after the final dot of a message. */
export interface AfterDot {
  /** The delay before the reply, in milliseconds. */
  delayMs?: number;
  /** Whether to save the message. Default: unless it is refused. */
  keep?: boolean;
  /** Default: accept. `drop` closes the connection without a reply, so the sender can't know. */
  reply?: 'accept' | 'drop' | Refusal;
}

/** How the sink treats messages; tests and rehearsals make it as bad as real servers. */
export interface MailBehaviour {
  /** The answer to a recipient: undefined accepts, `stall` never answers. */
  recipient?: (address: string) => Refusal | 'stall' | undefined;
  afterDot?: (mail: Envelope) => AfterDot | undefined;
}
