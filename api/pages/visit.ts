import { condemnClicks } from '../../services/engagements/condemn-clicks.ts';
import type { Verdict } from '../../db/columns.ts';
import type { Db } from '../../db/database.ts';
import { noteFetch, type FetchedTouch } from '../../db/touches/fetched-touch.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { burstWindow, HONEYPOT_LINK, honeypotWindow, isBurst, verdictOfClick, type Visitor } from './machine.ts';

export interface Visit {
  readonly touch: FetchedTouch;
  readonly at: Instant;
  readonly verdict: Verdict;
}

/** What a request says about who sent it. */
export const visitorOf = ({ method, headers }: { method: string; headers: Required<Visitor>['headers'] }): Visitor => ({
  method,
  userAgent: headers['user-agent'],
  headers,
});

/**
 * Somebody, or something, asks for an address of a mail, by whatever route. All of them count when it comes to whether a
 * machine does: then the clicks before this one are taken back. Undefined when the mail is not known.
 */
export async function visit(
  { db, clock, policy }: Pick<ApiDeps, 'clock' | 'policy'> & { readonly db: Db },
  key: string,
  address: string,
  visitor: Visitor,
): Promise<Visit | undefined> {
  const at = clock.now();
  const touch = await noteFetch(db, key, address, at);
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
