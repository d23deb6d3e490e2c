import type { Instant } from '../../domain/time/clock.ts';
import type { MailBlame } from '../../domain/contact/mail-status.ts';
import type { AnswerKind, EngagementKind, Page, ReplyKind } from '../../domain/scoring/engagement.ts';
import type { EngagementData } from '../../domain/scoring/engagement-data.ts';
import type { Verdict } from '../columns.ts';

/** Something that a lead did, as it arrived. */
export interface NewEngagement {
  /** Repeating an id repeats the engagement, and changes nothing. */
  readonly id: string;
  readonly leadId: string;
  readonly kind: EngagementKind;
  readonly at: Instant;
  readonly verdict: Verdict;
  /** How it arrived: `click`, `form/demo`, `mail`. */
  readonly source: string;
  readonly touchKey?: string;
  readonly content?: string;
  readonly link?: string;
  readonly page?: Page;
  /** What it was about, by the fields of its kind. */
  readonly data?: EngagementData;
  /** For a click: what the lead was about to do. */
  readonly intends?: EngagementKind;
  readonly reply?: ReplyKind;
  readonly answer?: AnswerKind;
  readonly bounce?: MailBlame;
  readonly until?: Instant;
  /** What they wrote. It never leaves Postgres. */
  readonly words?: { readonly subject?: string; readonly body: string };
}
