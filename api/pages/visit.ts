import { condemnClicks } from '../../services/engagements/condemn-clicks.ts';
import type { Verdict } from '../../db/columns.ts';
import type { Db } from '../../db/database.ts';
import { recordFetch, type FetchedTouch } from '../../db/touches/fetched-touch.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { burstWindow, HONEYPOT_LINK, honeypotWindow, isBurst, verdictOfClick, type Visitor } from './machine.ts';

export interface Visit {
  readonly touch: FetchedTouch;
  readonly at: Instant;
  readonly verdict: Verdict;
}

/** What a request reveals about its sender. */
export const visitorOf = ({ method, headers }: { method: string; headers: Required<Visitor>['headers'] }): Visitor => ({
  method,
  userAgent: headers['user-agent'],
  headers,
});

/**
 * Records a request for any URL of an email. All of them help to detect a machine, in which case the earlier clicks are reverted.
 * Undefined if the email is unknown.
 */
export async function visit(
  { db, clock, policy }: Pick<ApiDeps, 'clock' | 'policy'> & { readonly db: Db },
  key: string,
  address: string,
  visitor: Visitor,
): Promise<Visit | undefined> {
  const at = clock.now();
  const touch = await recordFetch(db, key, address, at);
  if (!touch) return undefined;
  const request = { ...visitor, link: address, at, sentAt: touch.sentAt, clickedBefore: askedForBefore(touch, at, clock) };
  const back = address === HONEYPOT_LINK ? honeypotWindow(clock) : burstWindow(clock);
  if (isBurst(request)) await condemnClicks(db, policy, touch, { since: at - back, now: at });
  return { touch, at, verdict: verdictOfClick(request, clock) };
}

const askedForBefore = ({ fetched }: FetchedTouch, at: Instant, clock: ApiDeps['clock']): string[] =>
  Object.entries(fetched).flatMap(([address, last]) => {
    const back = address === HONEYPOT_LINK ? honeypotWindow(clock) : burstWindow(clock);
    return last >= at - back ? [address] : [];
  });
