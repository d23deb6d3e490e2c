import { keepLease } from '../../db/touches/touch-lease.ts';
import type { TouchOrder, TouchResult } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { note } from './alarm.ts';

/** Real milliseconds for which a lead waits for its mail server. A longer local activity would keep signals from the lead. */
const LEAD_WAITS = 5_000;
/** Real milliseconds after which the lead asks again what became of its mail. */
const ASK_AGAIN = 15_000;
/** Real milliseconds without an answer from which a mail counts as one that does not get through. */
const SLOW = 30_000;

/**
 * The result of a mail that is on its way, or, when the mail server takes long, that it is being sent. Then the sending goes
 * on by itself: it keeps the claim, and settles the touch when the server answers.
 */
export const withPatience = async (
  deps: Deps,
  { key }: TouchOrder,
  owner: string,
  sending: Promise<TouchResult | 'changed'>,
): Promise<TouchResult | 'changed'> => {
  const result = await within(LEAD_WAITS, sending);
  if (result) return result;
  const goesOn = keepAtIt(deps, { key, owner }, sending).catch((error: unknown) =>
    deps.log.error(
      { touch: key, code: error instanceof Error ? error.name : 'Error' },
      'what became of a mail could not be written',
    ),
  );
  deps.underWay?.add(goesOn);
  void goesOn.finally(() => deps.underWay?.delete(goesOn));
  return { state: 'deferred', because: 'sending', until: deps.clock.now() + ASK_AGAIN * deps.clock.spec.speed };
};

interface Ours {
  readonly key: string;
  readonly owner: string;
}

const keepAtIt = async (deps: Deps, ours: Ours, sending: Promise<unknown>): Promise<void> => {
  const { leaseSeconds } = deps.settings.limits;
  const began = performance.now();
  while (!(await within((leaseSeconds * 1000) / 4, sending))) {
    // A Postgres that is away for a moment must not end the sending; one that is away for longer than the lease leaves it in doubt.
    await keepLease(deps.db, { ...ours, leaseSeconds }).catch(() => false);
    if (performance.now() - began > SLOW) await note(deps, 'slow').catch(() => undefined);
  }
};

/** What a promise resolves to, or undefined after so many real milliseconds. */
const within = async <T>(ms: number, promise: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, ms, undefined)));
  try {
    return await Promise.race([promise, tooLong]);
  } finally {
    clearTimeout(timer);
  }
};
