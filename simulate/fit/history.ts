import type { Compiled } from '../../content/compiled-format.ts';
import type { ContentEntry } from '../../content/entry.ts';
import type { Db } from '../../db/database.ts';
import { sent } from '../../db/states.ts';
import { funnelPositions } from '../../domain/scoring/engagement.ts';
import { own } from '../../domain/text/own.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { rowsOf, sql } from '../report/collect/query.ts';
import { actNames, actSpec, acts, sumOf, type Act, type Cell, type Seen } from './acts.ts';

/** What people did about the emails of a time, and what reps reported first about a lead. */
export interface History {
  readonly emails: number;
  /** The leads who got them. */
  readonly leads: number;
  readonly cells: readonly Cell[];
  /** Of the emails: after how many of them the lead became sales-ready, before the next one. */
  readonly ready: Seen;
  /** The leads by the first result of a call. */
  readonly firstCalls: Readonly<Record<string, number>>;
}

/** Program time: emails from `from` (included) to `to` (not). */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/** How long after an email an act still counts as being about it. */
const REACTS_WITHIN = 2 * DAY;

interface Row {
  readonly content: string;
  readonly persona: string;
  readonly emails: number;
  readonly ready: number;
  /** How many emails were followed by an engagement of each kind. */
  readonly kinds: Readonly<Record<Act, number>>;
}

/**
 * Reads what happened in a period, and writes nothing. An act without an email of its own counts for the lead's last one. Emails that the
 * app no longer has count only among all.
 */
export async function historyOf(db: Db, content: Compiled, { from, to }: Period): Promise<History> {
  const [since, until] = [new Date(from), new Date(to)];
  const last = new Date(to + REACTS_WITHIN);
  const counts = sql.join(actNames.map((act) => sql`${sql.lit(act)}, count(*) filter (where ${sql.lit(act)} = any(done))::int`));
  const rows = await rowsOf(
    db,
    sql<Row>`
      with emails as (
        select key, touches.lead_id, content, coalesce(touches.persona, leads.persona, '') as persona, sent_at,
          coalesce(lead(sent_at) over (partition by touches.lead_id order by sent_at, key), 'infinity') as next_at
        from touches join leads on leads.id = touches.lead_id
        where touches.state in ${sent} and touches.channel = 'email' and sent_at >= ${since} and sent_at < ${until}
      ), reactions as (
        select emails.*,
          array(select distinct act.name from engagements join jsonb_each(${JSON.stringify(kindsOfActs)}::jsonb) as act(name, kinds)
            on act.kinds ? engagements.kind
            where engagements.lead_id = emails.lead_id and engagements.at < ${last} and verdict <> 'machine'
              and (human or kind in ('unsubscribed', 'complained', 'bounced'))
              and (touch_key = emails.key or (touch_key is null and at >= sent_at and at < next_at))) as done,
          exists (select from transitions where transitions.lead_id = emails.lead_id and kind = 'stage' and "to" = 'mql'
            and at >= sent_at and at < least(next_at, ${last})) as ready
        from emails
      )
      select content, persona, count(*)::int as emails, count(*) filter (where ready)::int as ready,
        jsonb_build_object(${counts}) as kinds
      from reactions group by content, persona order by content, persona`,
  );
  const [people] = await rowsOf(
    db,
    sql<{ leads: number }>`select count(distinct lead_id)::int as leads from touches
      where state in ${sent} and channel = 'email' and sent_at >= ${since} and sent_at < ${until}`,
  );
  const calls = await rowsOf(
    db,
    sql<{ disposition: string; leads: number }>`
      select disposition, count(*)::int as leads from (
        select distinct on (tasks.lead_id) disposition, dispositions.at from dispositions join tasks on tasks.id = task_id
        where tasks.kind = 'call' and dispositions.state = 'applied' order by tasks.lead_id, dispositions.at, dispositions.id
      ) as firsts where at >= ${since} and at < ${last} group by 1 order by 1`,
  );
  const emails = rows.reduce((sum, row) => sum + row.emails, 0);
  return {
    emails,
    leads: people!.leads,
    cells: cellsOf(rows, content),
    ready: { count: rows.reduce((sum, { ready }) => sum + ready, 0), of: emails },
    firstCalls: Object.fromEntries(calls.map(({ disposition, leads }) => [disposition, leads])),
  };
}

const kindsOfActs = Object.fromEntries(actNames.map((act) => [act, acts[act].kinds]));

function cellsOf(rows: readonly Row[], content: Compiled): Cell[] {
  const known = rows.flatMap((row) => {
    const entry = own<{ readonly entry: ContentEntry }>(content, row.content)?.entry;
    return entry ? [{ ...row, entry }] : [];
  });
  return funnelPositions.flatMap((position) => {
    const there = known.filter(({ entry }) => entry.position === position);
    return [...Map.groupBy(there, ({ persona }) => persona)].map(([persona, some]) => ({
      position,
      persona,
      seen: Object.fromEntries(actNames.map((act) => [act, seenIn(some, act)])) as Record<Act, Seen>,
    }));
  });
}

const seenIn = (rows: readonly (Row & { readonly entry: ContentEntry })[], act: Act): Seen =>
  sumOf(
    rows.filter(({ entry }) => actSpec(act).offeredBy(entry)).map(({ kinds, emails }) => ({ count: kinds[act], of: emails })),
  );

/** When the last email of a history went out; undefined if none did. */
export async function lastEmailAt(db: Db): Promise<Instant | undefined> {
  const [row] = await rowsOf(
    db,
    sql<{ at: Date | null }>`select max(sent_at) as at from touches where state in ${sent} and channel = 'email'`,
  );
  return row?.at?.getTime();
}
