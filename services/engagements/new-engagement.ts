import type { Instant } from '../../domain/time/clock.ts';
import type { MailBlame } from '../../domain/contact/mail-status.ts';
import type { AnswerKind, EngagementKind, Page, ReplyKind } from '../../domain/scoring/engagement.ts';
import type { Verdict } from '../../db/columns.ts';

/** What a lead did, as it came in. */
export interface NewEngagement {
  /** The same id again is the same engagement, and changes nothing. */
  readonly id: string;
  readonly leadId: string;
  readonly kind: EngagementKind;
  readonly at: Instant;
  readonly verdict: Verdict;
  /** By which way it came: `click`, `form/demo`, `mail`. */
  readonly source: string;
  readonly touchKey?: string;
  readonly content?: string;
  readonly link?: string;
  readonly page?: Page;
  /** With a click: what they were about to do. */
  readonly intends?: EngagementKind;
  readonly reply?: ReplyKind;
  readonly answer?: AnswerKind;
  readonly bounce?: MailBlame;
  readonly until?: Instant;
  /** What they wrote. It stays in Postgres. */
  readonly words?: { readonly subject?: string; readonly body: string };
}
