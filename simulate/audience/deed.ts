import type { AnswerKind } from '../../domain/scoring/engagement.ts';
import type { AwayStyle } from './away-notes.ts';
import type { BounceShape } from './bounces.ts';
import type { MailClient } from './mail-clients.ts';

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
