import type { AnswerKind } from '../../domain/scoring/engagement.ts';
import type { AwayStyle } from './away-notes.ts';
import type { BounceShape } from './bounces.ts';
import type { MailClient } from './mail-clients.ts';

/** Something that a reader does about an email, `after` hours after it arrived. */
export type Deed = { readonly after: number } & (
  | { readonly does: 'open' }
  /**
   * `untilDays` is how far ahead the reader's date is, if the page asks for one. A reader who `stops` does not do what the link intends,
   * such as to start a trial.
   */
  | { readonly does: 'click'; readonly link: string; readonly untilDays?: number; readonly stops?: boolean }
  /** Chooses an answer on the preferences page. */
  | { readonly does: 'choose'; readonly answer: AnswerKind }
  | { readonly does: 'unsubscribe'; readonly how: 'page' | 'oneClick' }
  | { readonly does: 'reply'; readonly text: string; readonly client: MailClient }
  /** The mailbox replies automatically while its reader is away. */
  | { readonly does: 'beAway'; readonly style: AwayStyle }
  | { readonly does: 'fillForm'; readonly form: 'demo'; readonly message: string }
  | { readonly does: 'complain' }
  /** The mailbox does not exist any more, and the company's mail server sends a bounce. */
  | { readonly does: 'bounce'; readonly shape: BounceShape }
  /** A machine in front of the mailbox follows every link within seconds, under its own name or that of a browser. */
  | { readonly does: 'scan'; readonly as: 'office' | 'browser' }
);
