import type { Db } from '../../../db/database.ts';
import { isFinal, type FunnelStage } from '../../../domain/funnel.ts';
import type { Ledger } from '../report.ts';
import { forbiddenOf } from './forbidden.ts';
import { rowsOf, sql } from './query.ts';

/** What the ledger is checked against, besides Postgres. */
export interface Witnesses {
  /** Of these leads, those in a running workflow: asked of the engine itself. */
  readonly live: (leadIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** The message ids of all mails that the mail server has. */
  readonly messageIds: () => readonly string[];
  readonly raceMs: number;
}

interface LeadState {
  readonly id: string;
  readonly stage: FunnelStage;
  readonly held: string | null;
  readonly refused: string | null;
  readonly parked: boolean;
}

/** Counts everybody and everything; call it while nothing moves. */
export async function ledgerOf(db: Db, witnesses: Witnesses): Promise<Ledger> {
  const [leads, mails] = await Promise.all([leadsOf(db, witnesses), mailsOf(db, witnesses)]);
  const forbidden = await forbiddenOf(db, witnesses.raceMs);
  const { in: all, ended, live, held, notAcquired, lost } = leads;
  const { inSink, accepted, inDoubt, unknown, missing, duplicates } = mails;
  const balances =
    all === ended + live + held + notAcquired &&
    lost.length === 0 &&
    unknown.length + missing.length === 0 &&
    duplicates.sameContent + duplicates.sameMessageId === 0 &&
    forbidden.length === 0;
  return {
    leads: { in: all, ended, live, held, notAcquired, lost },
    mails: { inSink, accepted, inDoubt, unknown, missing },
    duplicates,
    forbidden,
    parked: leads.parked,
    balances,
  };
}

async function leadsOf(db: Db, { live }: Witnesses): Promise<Ledger['leads'] & { parked: number }> {
  const rows = await rowsOf(
    db,
    sql<LeadState>`select leads.id, leads.stage, leads.held,
      (select reason from enrolments where lead_id = leads.id and state = 'refused' limit 1) as refused,
      exists (select from enrolments where lead_id = leads.id and state = 'parked') as parked from leads`,
  );
  const running = await live(rows.map(({ id }) => id));
  const isHeld = (lead: LeadState): boolean => lead.held !== null && !isFinal(lead.stage) && !running.has(lead.id);
  const ended = rows.filter(({ stage }) => isFinal(stage));
  const held = rows.filter(isHeld);
  const notAcquired = rows.filter(
    (lead) => lead.refused !== null && !isFinal(lead.stage) && !isHeld(lead) && !running.has(lead.id),
  );
  const counted = new Set([...ended, ...held, ...notAcquired].map(({ id }) => id));
  // Nobody is in two places, and nobody is nowhere.
  const twice = ended.filter(({ id }) => running.has(id));
  const nowhere = rows.filter(({ id }) => !counted.has(id) && !running.has(id));
  return {
    in: rows.length,
    ended: ended.length,
    live: running.size,
    held: held.length,
    notAcquired: notAcquired.length,
    lost: [...twice, ...nowhere].map(({ id }) => id),
    parked: rows.filter(({ parked }) => parked).length,
  };
}

interface SentTouch {
  readonly key: string;
  readonly state: 'accepted' | 'inDoubt' | 'sending';
  readonly messageId: string | null;
}

/** Every mail in the mailbox belongs to a touch, and the mail of every touch that was accepted is there. */
async function mailsOf(db: Db, { messageIds }: Witnesses) {
  const [touches, [repeated]] = await Promise.all([
    rowsOf(db, sql<SentTouch>`select key, state, message_id from touches where state in ('accepted', 'inDoubt', 'sending')`),
    rowsOf(
      db,
      sql<{ again: number }>`select coalesce(sum(n - 1), 0)::int as again from (select count(*) as n from touches
        where state in ('accepted', 'inDoubt', 'sending') group by lead_id, content, version having count(*) > 1) as repeated`,
    ),
  ]);
  const asked = await rowsOf(
    db,
    sql<{ messageId: string }>`select message_id from confirmation_emails where message_id is not null`,
  );
  const own = new Set(asked.map(({ messageId }) => messageId));
  // Emails that ask for a confirmation belong to no touch.
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
