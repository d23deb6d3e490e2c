import { condemnClicks } from '../../services/engagements/condemn-clicks.ts';
import type { Verdict } from '../../db/columns.ts';
import type { Db } from '../../db/database.ts';
import { recordFetches, type FetchedTouch } from '../../db/touches/fetched-touch.ts';
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

/** A request for any URL of an email. */
export interface UrlRequest {
  /** Of the touch. */
  readonly key: string;
  /** The name of the URL within the email: of a link, or `pixel` and the like. */
  readonly address: string;
  readonly visitor: Visitor;
}

type VisitDeps = Pick<ApiDeps, 'clock' | 'policy'> & { readonly db: Db };

/**
 * Records requests for URLs of different emails. All of them help to detect a machine, in which case the earlier clicks are reverted.
 * @returns by the keys of the touches, the visits to the emails that are known
 */
export async function visitAll(
  { db, clock, policy }: VisitDeps,
  requests: readonly UrlRequest[],
  at: Instant,
): Promise<ReadonlyMap<string, Visit>> {
  const touches = await recordFetches(db, requests, at);
  const visits: Visit[] = [];
  for (const { key, address, visitor } of requests) {
    const touch = touches.get(key);
    if (!touch) continue;
    const request = { ...visitor, link: address, at, sentAt: touch.sentAt, clickedBefore: askedForBefore(touch, at, clock) };
    const back = address === HONEYPOT_LINK ? honeypotWindow(clock) : burstWindow(clock);
    if (isBurst(request)) await condemnClicks(db, policy, touch, { since: at - back, now: at });
    visits.push({ touch, at, verdict: verdictOfClick(request, clock) });
  }
  return new Map(visits.map((visited) => [visited.touch.key, visited]));
}

/** The same for one request. */
export async function visit(deps: VisitDeps, key: string, address: string, visitor: Visitor): Promise<Visit | undefined> {
  return (await visitAll(deps, [{ key, address, visitor }], deps.clock.now())).get(key);
}

const askedForBefore = ({ fetched }: FetchedTouch, at: Instant, clock: ApiDeps['clock']): string[] =>
  Object.entries(fetched).flatMap(([address, last]) => {
    const back = address === HONEYPOT_LINK ? honeypotWindow(clock) : burstWindow(clock);
    return last >= at - back ? [address] : [];
  });
