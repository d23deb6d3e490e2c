import type { Instant } from '../../domain/time/clock.ts';

/** A mail as its reader has it. */
export interface Letter {
  readonly content: string;
  readonly track: string;
  /** When it arrived. */
  readonly at: Instant;
  /** Counts the mails that this reader got: 1, 2, 3 … */
  readonly nth: number;
  readonly to: string;
  readonly from: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly messageId: string;
  /** Where bounces go. */
  readonly envelopeFrom: string;
  /** The addresses of the links by their names, as the content declares them. */
  readonly links: Readonly<Record<string, string>>;
  /** Every address in it that is ours: what a scanner fetches. */
  readonly addresses: readonly string[];
  readonly text: string;
  readonly html: string;
  readonly unsubscribe?: string;
  readonly preferences?: string;
  readonly pixel?: string;
}
