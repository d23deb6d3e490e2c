import type { Instant } from '../time/clock.ts';
import { milliseconds } from '../time/duration.ts';
import { kindSpec, replySpec } from './engagement.ts';
import type { ActMeanings, EngagementKind, EngagementKinds, FunnelPosition, Page, ReplyKind } from './engagement.ts';
import { own } from '../text/own.ts';
import type { ScoringModel } from './scoring-policy.ts';

/** An engagement as scores see it. One with `machine`, by a scanner or proxy, is recorded, but neither scores nor branches. */
export interface Act {
  readonly kind: EngagementKind;
  readonly at: Instant;
  readonly page?: Page;
  /** How a reply was understood. */
  readonly reply?: ReplyKind;
  readonly machine?: boolean;
}

/** Whether a person did it. Opens never count: proxies load every picture. */
export const isHuman = (kinds: EngagementKinds, act: Act): boolean => !act.machine && kindSpec(kinds, act.kind).human;

/** How near to a purchase an act is; for a visit, the page decides. */
export const positionOf = ({ engagements, pages }: ActMeanings, { kind, page }: Act): FunnelPosition | undefined =>
  (kind === 'visited' && page ? own(pages, page)?.position : undefined) ?? kindSpec(engagements, kind).position;

/** Identity of an act for the rule of different acts: visits by page, all clicks as one. */
export const actKey = (act: Act): string => (act.page ? `${act.kind}/${act.page}` : act.kind);

/** Whether the act makes a lead in profile sales-ready at once. */
export const isFastTrackAct = (kinds: EngagementKinds, act: Act): boolean =>
  isHuman(kinds, act) &&
  (kindSpec(kinds, act.kind).fastTrack === true || (act.reply !== undefined && replySpec(act.reply).fastTrack === true));

/** Whether an act that Trellis learns of now still requires something. An act that is older than acts count for is history. */
export const isCurrentAct = ({ ready }: Pick<ScoringModel, 'ready'>, { at }: Pick<Act, 'at'>, now: Instant): boolean =>
  at > now - milliseconds(ready.within);

/** Whether the act shows interest. A reply that says no is an act, but earns no points. */
export const showsInterest = (kinds: EngagementKinds, act: Act): boolean =>
  isHuman(kinds, act) && !(act.reply !== undefined && replySpec(act.reply).saysNo);
