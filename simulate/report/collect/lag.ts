import type { Db } from '../../../db/database.ts';
import type { Instant } from '../../../domain/time/clock.ts';
import { HOUR } from '../../../domain/time/duration.ts';
import type { Lag } from '../report.ts';
import { rowsOf, sql } from './query.ts';

/**
 * How late timers were: from the instant at which something was due to the one at which it happened. It counts enrolments, which
 * begin with enrichment, and rungs of SLAs.
 * @param since counts only what was due from then on
 */
export async function lagOf(db: Db, since: Instant): Promise<Lag> {
  const from = new Date(since);
  const rows = await rowsOf(
    db,
    sql<{ ms: number }>`
      select extract(epoch from at - start_at)::float8 * 1000 as ms from provider_calls join enrolments using (lead_id)
        where enrolments.state <> 'refused' and start_at >= ${from}
      union all
      select extract(epoch from at - due_at)::float8 * 1000 from sla_events where due_at >= ${from}`,
  );
  const hours = rows.map(({ ms }) => Math.max(0, ms) / HOUR).toSorted((a, b) => a - b);
  const at = (share: number): number => hours[Math.min(hours.length - 1, Math.floor(hours.length * share))] ?? 0;
  return { samples: hours.length, p50: at(0.5), p95: at(0.95), most: hours.at(-1) ?? 0 };
}
