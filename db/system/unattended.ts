import { sql, type RawBuilder } from 'kysely';
import { finalStages } from '../../domain/lead/funnel.ts';
import { programTaskKinds } from '../../domain/sales/task-kinds.ts';
import { kinds, kindsOf } from '../../domain/text/kinds.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { Db } from '../database.ts';
import { unansweredRequests } from '../engagements/unheard-requests.ts';
import { listed } from '../states.ts';
import { leadsAssumedNowhere } from './places.ts';

/** Something that came in and that nobody looks after. */
export interface Unattended {
  readonly id: string;
  readonly leadId: string | null;
  /** An address or a number. */
  readonly who: string | null;
  readonly since: Date;
  /** What they asked for, the stage that they are in, what a message is about. */
  readonly detail: string | null;
}

interface UnattendedKind {
  /** What is the matter, in words. */
  readonly label: string;
  /** What a person does about it. */
  readonly todo: string;
  /** SQL: rows of `Unattended` without `who`. */
  readonly find: (now: Instant) => RawBuilder<unknown>;
}

/** Days of program time after which work that no clock drives counts as lost. */
const LOST_AFTER = 2;
/** Days after which a request is history. */
const HISTORY_AFTER = 30;

const daysBefore = (now: Instant, days: number): Date => new Date(now - days * DAY);

/** What can be without an owner. To add something, add a row. */
export const unattendedKinds = kinds<UnattendedKind>()({
  request: {
    label: 'asked for something, and no rep was told',
    todo: 'Have a task opened for a rep, once there is a team (ops.attend).',
    find: (now) => sql`
      select id, lead_id, at as since, kind as detail from (${unansweredRequests}) as request
      union
      select e.id, e.lead_id, e.at, e.kind from engagements e join leads on leads.id = e.lead_id
      where e.is_request and e.at between ${daysBefore(now, HISTORY_AFTER)} and ${daysBefore(now, LOST_AFTER)}
        and leads.stage not in ${listed(finalStages)}
        and not exists (select from tasks where tasks.lead_id = e.lead_id and coalesce(tasks.closed_at, tasks.opened_at, e.at) >= e.at)
        and not exists (select from tasks where tasks.lead_id = e.lead_id and tasks.state = 'open')`,
  },
  lead: {
    label: 'is in no program, and no rep has a task',
    todo: 'Let them into the standing program, or have a task opened for a rep (ops.attend).',
    find: () => sql`select id, id as lead_id, stage_at as since, stage as detail from (${leadsAssumedNowhere}) as nowhere`,
  },
  task: {
    label: 'has an overdue task, and no clock reminds anybody of it',
    todo: 'Give it to another rep (tasks.assign), or report or close it (tasks.report, tasks.close).',
    find: (now) => sql`
      select id, lead_id, greatest(due_at, opened_at) as since, kind as detail from tasks
      where state = 'open' and kind not in ${listed(programTaskKinds)} 
        and greatest(due_at, opened_at) < ${daysBefore(now, LOST_AFTER)}`,
  },
  text: {
    label: 'sent a text from a number that no lead has',
    todo: 'Say whose reply it is (texts.assign), or dismiss it (texts.dismiss).',
    find: () => sql`
      select id, null::uuid as lead_id, received_at as since, channel as detail from incoming_texts where state = 'waiting'`,
  },
  mail: {
    label: 'sent an email that matches no lead, or that can’t be read',
    todo: 'Say whose it is (mail.assign), or dismiss it (mail.dismiss).',
    find: () => sql`
      select id, lead_id, received_at as since, message ->> 'subject' as detail
      from incoming_mails where state in ('unmatched', 'unreadable')`,
  },
});

export type UnattendedKindName = keyof typeof unattendedKinds;

const names = kindsOf(unattendedKinds);

/** What nobody looks after, the oldest first. @param among only of these ids */
export async function findUnattended(
  db: Db,
  now: Instant,
  { limit, among }: { readonly limit: number; readonly among?: readonly string[] },
) {
  const all = sql.join(
    names.map((kind) => sql`select ${sql.lit(kind)} as kind, found.* from (${unattendedKinds[kind].find(now)}) as found`),
    sql` union all `,
  );
  const { rows } = await sql<Unattended & { readonly kind: UnattendedKindName }>`
    select found.*, coalesce(leads.email, texts.address, mails.message ->> 'from') as who
    from (${all}) as found left join leads on leads.id = found.lead_id
    left join incoming_texts as texts on found.kind = 'text' and texts.id = found.id
    left join incoming_mails as mails on found.kind = 'mail' and mails.id = found.id
    where ${among === undefined ? sql`true` : sql`found.id = any(${among}::uuid[])`}
    order by since, id limit ${limit}`.execute(db);
  return rows;
}

/** How many things of each kind nobody looks after. */
export async function countUnattended(db: Db, now: Instant): Promise<Record<UnattendedKindName, number>> {
  const counts: [string, number][] = [];
  for (const kind of names) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from (${unattendedKinds[kind].find(now)}) as found`.execute(db);
    counts.push([kind, rows[0]?.count ?? 0]);
  }
  return Object.fromEntries(counts) as Record<UnattendedKindName, number>;
}
