import { saveReport, savedReport } from '../../db/reports/saved-reports.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { canonical } from '../procedures/idempotent.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from './input.ts';

/** Real milliseconds: a faster report is counted anew each time. */
const FAST = 1_000;
/** A report that takes a second is counted anew after this many seconds, so that counting costs at most 1 % of the time. */
const REST = 100;

/** The questions that this process is counting. */
const counting = new Map<string, Promise<unknown>>();

/**
 * The answer of a report. One that took long is saved, and the next who asks gets it at once; once it is old, it is counted anew
 * behind their back. `countedAt` says how old an answer is.
 */
export async function saved<A extends object>(
  { db, log, clock }: Pick<ApiDeps, 'db' | 'log' | 'clock'>,
  report: string,
  input: unknown,
  count: () => Promise<A>,
): Promise<A & { readonly countedAt: string }> {
  const now = clock.now();
  const asked = `${report} ${canonical(input)}`;
  const last = await savedReport(db, asked, now);
  if (!last) return { ...(await countOnce(db, asked, now, count)), countedAt: iso(now) };
  if (now - last.at > Math.min(HOUR, last.tookMs * REST))
    void countOnce(db, asked, now, count).catch((error: unknown) =>
      log.error({ error: bareError(error), report }, 'A report could not be counted anew.'),
    );
  return { ...(last.answer as A), countedAt: iso(last.at) };
}

async function countOnce<A extends object>(db: ApiDeps['db'], asked: string, at: Instant, count: () => Promise<A>): Promise<A> {
  const begun = performance.now();
  const running = (counting.get(asked) as Promise<A> | undefined) ?? count();
  counting.set(asked, running);
  try {
    const answer = await running;
    const tookMs = performance.now() - begun;
    if (tookMs >= FAST) await saveReport(db, asked, { answer, tookMs, at });
    return answer;
  } finally {
    counting.delete(asked);
  }
}
