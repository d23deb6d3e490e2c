import { renewLease } from '../../db/touches/touch-lease.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import type { AnyTouchOrder, TouchResult } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { note } from './alarm.ts';

/** Real milliseconds for which a lead waits for its email server. A longer local activity would delay the lead's signals. */
const LEAD_WAITS = 5_000;
/** Real milliseconds until the lead asks again for the result. */
const ASK_AGAIN = 15_000;
/** Real milliseconds without an answer after which an email counts as not getting through. */
const SLOW = 30_000;

/**
 * Returns the result of an email that is being sent, or a deferral if the email server is slow. In that case the sending continues in
 * the background: it renews the claim, and settles the touch when the server answers.
 */
export async function withPatience(
  deps: Deps,
  channel: Channel,
  { key }: AnyTouchOrder,
  owner: string,
  sending: Promise<TouchResult | 'changed'>,
): Promise<TouchResult | 'changed'> {
  const result = await within(LEAD_WAITS, sending);
  if (result) return result;
  const continues = renewUntilSent(deps, { key, owner, channel }, sending).catch((error: unknown) =>
    deps.log.error(
      { touch: key, code: error instanceof Error ? error.name : 'Error' },
      'the result of an email could not be saved',
    ),
  );
  deps.underWay?.add(continues);
  void continues.finally(() => deps.underWay?.delete(continues));
  return { state: 'deferred', because: 'sending', until: deps.clock.now() + ASK_AGAIN * deps.clock.spec.speed };
}

interface Ours {
  readonly key: string;
  readonly owner: string;
  readonly channel: Channel;
}

async function renewUntilSent(deps: Deps, ours: Ours, sending: Promise<unknown>): Promise<void> {
  const { leaseSeconds } = deps.settings.limits;
  const began = performance.now();
  while (!(await within((leaseSeconds * 1000) / 4, sending))) {
    // A short outage of Postgres must not end the sending. If it outlasts the lease, the touch is in doubt.
    await renewLease(deps.db, { ...ours, leaseSeconds }).catch(() => false);
    if (performance.now() - began > SLOW) await note(deps, ours.channel, 'slow').catch(() => undefined); // a warning, which the next slow touch repeats
  }
}

/** What a promise resolves to, or undefined after a time limit in real milliseconds. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, ms, undefined)));
  try {
    return await Promise.race([promise, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
