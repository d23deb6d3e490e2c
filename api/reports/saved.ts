import { saveReport, savedReport } from '../../db/reports/saved-reports.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { canonical } from '../procedures/idempotent.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from './input.ts';

/** Real milliseconds: a report that takes longer is saved. A busy machine must not save everything. */
const SLOW = 1_000;
/** Real milliseconds: a report that the sweep has counted faster is recounted each time. */
const FAST = 100;
/** A report that takes a second is recounted after this many seconds, so that counting takes at most 1 % of the time. */
const REST = 100;

/** A report with its input, as it is saved. */
export const questionOf = (report: string, input: unknown): string => `${report} ${canonical(input)}`;

/** The questions that this process is counting. */
const counting = new Map<string, Promise<unknown>>();

/**
 * The answer of a report. An answer that took long, or that the sweep has counted, is saved, and the next caller gets it at once; once
 * it is old, it is recounted in the background. `countedAt` says how old an answer is.
 * @param anew count now, whatever is saved
 */
export async function saved<A extends object>(
  { db, log, clock }: Pick<ApiDeps, 'db' | 'log' | 'clock'>,
  report: string,
  input: unknown,
  count: () => Promise<A>,
  anew = false,
): Promise<A & { readonly countedAt: string }> {
  const now = clock.now();
  const asked = questionOf(report, input);
  const found = await savedReport(db, asked, now);
  const last = found && found.tookMs >= FAST ? found : undefined;
  const order = { asked, at: now, replaces: last !== undefined };
  if (!last || anew) return { ...(await countOnce(db, order, count)), countedAt: iso(now) };
  if (now - last.at > Math.min(HOUR, last.tookMs * REST))
    void countOnce(db, order, count).catch((error: unknown) =>
      log.error({ error: bareError(error), report }, 'A report could not be recounted.'),
    );
  return { ...(last.answer as A), countedAt: iso(last.at) };
}

interface Order {
  readonly asked: string;
  readonly at: Instant;
  /** Whether a slow answer is saved, which would be shown again. */
  readonly replaces: boolean;
}

async function countOnce<A extends object>(
  db: ApiDeps['db'],
  { asked, at, replaces }: Order,
  count: () => Promise<A>,
): Promise<A> {
  const begun = performance.now();
  const running = (counting.get(asked) as Promise<A> | undefined) ?? count();
  counting.set(asked, running);
  try {
    const answer = await running;
    const tookMs = performance.now() - begun;
    if (tookMs >= SLOW || replaces) await saveReport(db, asked, { answer, tookMs, at });
    return answer;
  } finally {
    counting.delete(asked);
  }
}
