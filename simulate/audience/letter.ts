import type { Instant } from '../../domain/time/clock.ts';
import type { AnswerKind } from '../../domain/scoring/engagement.ts';
import type { AwayStyle } from './away-notes.ts';
import type { BounceShape } from './bounces.ts';
import type { MailClient } from './mail-clients.ts';

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

/** Something that a reader does about a mail, so many hours after it came. */
export type Deed = { readonly after: number } & (
  | { readonly does: 'open' }
  /** `untilDays`: where the page asks for a date, one so many days ahead. */
  | { readonly does: 'click'; readonly link: string; readonly untilDays?: number }
  /** Chooses something on the page of preferences. */
  | { readonly does: 'choose'; readonly answer: AnswerKind }
  | { readonly does: 'unsubscribe'; readonly how: 'page' | 'oneClick' }
  | { readonly does: 'reply'; readonly text: string; readonly client: MailClient }
  /** Their mailbox answers for them, while they are away. */
  | { readonly does: 'beAway'; readonly style: AwayStyle }
  | { readonly does: 'fillForm'; readonly form: 'demo'; readonly message: string }
  | { readonly does: 'complain' }
  /** Nobody reads here any more, and the company's mail server says so afterwards. */
  | { readonly does: 'bounce'; readonly shape: BounceShape }
  /** A machine in front of the mailbox follows every link within seconds, under its own name or that of a browser. */
  | { readonly does: 'scan'; readonly as: 'office' | 'browser' }
);
