import type { Db } from '../../../db/database.ts';
import { forbiddenTouches, type AppRules } from '../../../audit/forbidden.ts';
import { countPlaces, leadsNowhere, withLiveWorkflows } from '../../../db/system/places.ts';
import type { Ledger } from '../report.ts';
import { rowsOf, sql } from './query.ts';
import type { TouchState } from '../../../domain/contact/touch-states.ts';
import { possiblySent } from '../../../db/states.ts';

/** What the ledger compares Postgres with. */
export interface Witnesses extends AppRules {
  /** The leads, among these, that have a running workflow according to the engine. */
  readonly live: (leadIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** The Message-IDs of all emails that the mail server has. */
  readonly messageIds: () => readonly string[];
  readonly raceMs: number;
}

/** Counts every lead and every email; call it while nothing moves. */
export async function ledgerOf(db: Db, witnesses: Witnesses): Promise<Ledger> {
  const [leads, emails] = await Promise.all([leadsOf(db, witnesses), emailsOf(db, witnesses)]);
  const forbidden = byReason(await forbiddenTouches(db, witnesses, witnesses.raceMs));
  const { parked, ...places } = leads;
  const { inSink, accepted, inDoubt, unknown, missing, duplicates } = emails;
  const balances =
    places.lost.length === 0 &&
    unknown.length + missing.length === 0 &&
    duplicates.sameContent + duplicates.sameMessageId === 0 &&
    forbidden.length === 0;
  return {
    leads: places,
    emails: { inSink, accepted, inDoubt, unknown, missing },
    duplicates,
    forbidden,
    parked,
    balances,
  };
}

const byReason = (touches: readonly { readonly because: string }[]): Ledger['forbidden'] =>
  [...Map.groupBy(touches, ({ because }) => because)].map(([what, all]) => ({ what, count: all.length }));

async function leadsOf(db: Db, { live }: Witnesses): Promise<Ledger['leads'] & { parked: number }> {
  const all = await rowsOf(
    db,
    sql<{
      id: string;
      parked: boolean;
    }>`select id, exists (select from enrolments where lead_id = leads.id and state = 'parked') as parked from leads`,
  );
  const running = [...(await live(all.map(({ id }) => id)))].map((leadId) => ({ leadId, lane: null, runId: '' }));
  const [count, lost] = await withLiveWorkflows(db, running, async (connection) => [
    await countPlaces(connection),
    await leadsNowhere(connection),
  ]);
  const { program, final, held, notAcquired, task, ready } = count;
  const parked = all.filter(({ parked: isParked }) => isParked).length;
  return { in: all.length, ended: final, live: program, held, notAcquired, withTask: task, ready, lost, parked };
}

interface SentTouch {
  readonly key: string;
  readonly state: TouchState;
  readonly messageId: string | null;
}

/** Compares the mailbox with the touches: each email must belong to a touch, and each accepted touch must have its email. */
async function emailsOf(db: Db, { messageIds }: Witnesses) {
  const [touches, [repeated]] = await Promise.all([
    rowsOf(db, sql<SentTouch>`select key, state, message_id from touches where channel = 'email' and state in ${possiblySent}`),
    rowsOf(
      db,
      sql<{ again: number }>`select coalesce(sum(n - 1), 0)::int as again from (select count(*) as n from touches
        where state in ${possiblySent} group by lead_id, content, version having count(*) > 1) as repeated`,
    ),
  ]);
  const others = await rowsOf(
    db,
    sql<{ messageId: string }>`select message_id from confirmation_emails where message_id is not null
      union select message_id from alerts where message_id is not null`,
  );
  const own = new Set(others.map(({ messageId }) => messageId));
  // Confirmation emails and alerts to reps belong to no touch.
  const ids = messageIds().filter((id) => !own.has(id));
  const there = new Set(ids);
  const known = new Set(touches.map(({ messageId }) => messageId));
  const accepted = touches.filter(({ state }) => state === 'accepted');
  return {
    inSink: ids.length,
    accepted: accepted.length,
    inDoubt: touches.length - accepted.length,
    unknown: ids.filter((id) => !known.has(id)),
    missing: accepted.filter(({ messageId }) => !there.has(messageId ?? '')).map(({ key }) => key),
    duplicates: { sameContent: repeated?.again ?? 0, sameMessageId: ids.length - there.size },
  };
}
