import type { FastifyBaseLogger as Log } from 'fastify';
import type { SingleOrder, TouchResult } from '../activities/contract.ts';
import { programOfEmail } from '../db/campaigns/campaigns.ts';
import type { Db } from '../db/database.ts';
import { SINGLE, takeDueSingles, type DueSingle } from '../db/touches/singles.ts';
import type { ContentId } from '../content/catalog.ts';
import { bareError } from '../domain/text/bare-error.ts';
import type { Clock } from '../domain/time/clock.ts';
import { repeat } from './repeat.ts';

export interface SinglesDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** What programs send with: the same ledger, consents, caps, hours and rates. */
  readonly touch: (order: SingleOrder) => Promise<TouchResult>;
}

/** Sends emails that no program orders: those of campaigns of a single email, and those that reps send. */
export interface Singles {
  /**
   * Sends the due ones until none is left, each at most once. After an abort it begins no more: what it took is due again in a minute.
   * Resolves when the emails in progress are settled.
   */
  sendDue(signal?: AbortSignal): Promise<void>;
}

/**
 * How many are taken with one statement, how many begin together and so share their first statement, and how many such groups are under
 * way at the same time: memory does not grow with the audience. They are more than there are connections to the email server, because
 * some wait for Postgres.
 */
const PAGE = 200;
const GROUP = 20;
const GROUPS = 4;
/** Real milliseconds. */
const POLL_EVERY = 1_000;
const TAKEN_FOR = 60_000;

export const createSingles = (deps: SinglesDeps): Singles => ({
  async sendDue(signal) {
    const queue = dueGroups(deps, signal);
    const sendEach = async () => {
      for await (const group of queue) await Promise.all(group.map((single) => send(deps, single)));
    };
    const ends = await Promise.allSettled(Array.from({ length: GROUPS }, sendEach));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  },
});

/** The next page is taken while emails of this one are under way, so that nobody waits for the slowest of a page. */
async function* dueGroups({ db, clock }: SinglesDeps, signal?: AbortSignal): AsyncGenerator<readonly DueSingle[]> {
  for (;;) {
    const at = clock.now();
    const page = await takeDueSingles(db, { at, until: at + TAKEN_FOR * clock.spec.speed, most: PAGE });
    if (page.length === 0) return;
    for (let n = 0; n < page.length; n += GROUP) {
      if (signal?.aborted) return;
      yield page.slice(n, n + GROUP);
    }
  }
}

const send = async ({ touch, log }: SinglesDeps, single: DueSingle): Promise<unknown> =>
  await touch(orderOf(single)).catch((error: unknown) =>
    log.warn({ error: bareError(error), touch: single.key }, 'A single email failed; it is due again in a minute.'),
  );

const orderOf = ({ key, leadId, campaignId, content, repId, persona }: DueSingle): SingleOrder => ({
  key,
  leadId,
  campaignId: campaignId ?? undefined,
  program: programOfEmail(content),
  track: SINGLE,
  content: content as ContentId,
  personas: persona === null ? [] : [persona],
  variables: {},
  repId: repId ?? undefined,
  journal: [],
});

/** Sends until the signal aborts; resolves when the emails in progress are settled. */
export async function runSingles(deps: SinglesDeps, { signal }: { signal: AbortSignal }): Promise<void> {
  const singles = createSingles(deps);
  const run = async () => {
    await singles.sendDue(signal);
    return 0;
  };
  await repeat(run, { every: POLL_EVERY, failed: 'Single emails could not be sent', log: deps.log, signal });
}
