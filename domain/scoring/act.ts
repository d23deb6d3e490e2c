import type { Instant } from '../time/clock.ts';
import { engagementKinds, pages, replySpec } from './engagement.ts';
import type { EngagementKind, Page, ReplyKind } from './engagement.ts';

/** An engagement as scores see it. `machine`: a scanner or proxy did it; recorded, but it neither scores nor branches. */
export interface Act {
  readonly kind: EngagementKind;
  readonly at: Instant;
  readonly page?: Page;
  /** How a reply was understood. */
  readonly reply?: ReplyKind;
  readonly machine?: boolean;
}

/** Whether a person did it. Opens never count: proxies load every picture. */
export const isHuman = (act: Act): boolean => !act.machine && engagementKinds[act.kind].human;

/** How near to a purchase an act is: for a visit its page says so. */
export const positionOf = (act: Act): 'top' | 'middle' | 'bottom' | undefined => {
  if (act.kind === 'visited' && act.page) return pages[act.page].position;
  const kind = engagementKinds[act.kind];
  return 'position' in kind ? kind.position : undefined;
};

/** Whether two acts are different ones: two visits are, when their pages differ; two clicks are not. */
export const actKey = (act: Act): string => (act.page ? `${act.kind}/${act.page}` : act.kind);

/** Whether the act makes somebody in profile sales-ready at once. */
export const isFastTrackAct = (act: Act): boolean =>
  isHuman(act) &&
  ('fastTrack' in engagementKinds[act.kind] || (act.reply !== undefined && replySpec(act.reply).fastTrack === true));

/** Whether the act shows interest. A person who says no in so many words has acted, and earns no points for it. */
export const showsInterest = (act: Act): boolean => isHuman(act) && !(act.reply !== undefined && replySpec(act.reply).saysNo);
