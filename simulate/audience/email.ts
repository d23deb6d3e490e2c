import type { Instant } from '../../domain/time/clock.ts';

/** An email as its reader receives it. */
export interface Email {
  readonly content: string;
  readonly track: string;
  /** When it arrived. */
  readonly at: Instant;
  /** The number of this email among those that the reader received: 1, 2, 3 … */
  readonly nth: number;
  readonly to: string;
  readonly from: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly messageId: string;
  /** Where bounces go. */
  readonly envelopeFrom: string;
  /** The URLs of the links, by the names that the content declares. */
  readonly links: Readonly<Record<string, string>>;
  /** Every URL of Trellis in it, which scanners fetch. */
  readonly addresses: readonly string[];
  readonly text: string;
  readonly html: string;
  readonly unsubscribe?: string;
  readonly preferences?: string;
  readonly pixel?: string;
}
