import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { TaskKind } from '../columns.ts';
import type { Db } from '../database.ts';

/** SQL: the leads of a rep: those they own, or have an open task for. */
const mine = (repId: string) => sql`(leads.owner_id = ${repId} or exists (
  select from tasks where tasks.lead_id = leads.id and tasks.assignee_id = ${repId} and tasks.state = 'open'))`;

/** SQL: whether a rep reported about a lead since an instant. */
const reportedBy = (repId: string, since: Date) => sql`exists (
  select from dispositions as said join tasks as before on before.id = said.task_id
  where before.lead_id = leads.id and said.rep_id = ${repId} and said.state = 'applied' and said.at >= ${since})`;

const person = sql`leads.first_name, leads.last_name, leads.email, accounts.name as company`;

interface Person {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string;
  readonly company: string | null;
}

/** What a lead did in a span. */
export interface ActiveLead extends Person {
  readonly acts: number;
  readonly lastKind: string;
  /** When they did something before that; null if they never had. */
  readonly before: Date | null;
  /** The rep's open task about them. */
  readonly taskId: string | null;
}

/** The leads of a rep who did something in a span, and those about whom the rep reported earlier, the most active first. */
export async function activeLeads(db: Db, repId: string, { from, to }: { from: Instant; to: Instant }): Promise<ActiveLead[]> {
  const since = new Date(from);
  const { rows } = await sql<ActiveLead>`
    select ${person}, acts.acts, acts.last_kind,
      (select max(at) from engagements as act where act.lead_id = leads.id and human and verdict <> 'machine' and at < ${since}) as before,
      (select id from tasks where lead_id = leads.id and assignee_id = ${repId} and state = 'open' order by opened_at limit 1) as task_id
    from (
      select lead_id, count(*)::int as acts, (array_agg(kind order by at desc))[1] as last_kind from engagements
      where human and verdict <> 'machine' and at >= ${since} and at < ${new Date(to)} group by lead_id
    ) as acts join leads on leads.id = acts.lead_id left join accounts on accounts.id = leads.account_id
    where ${mine(repId)} or ${reportedBy(repId, new Date(0))}
    order by acts.acts desc, leads.id limit 100`.execute(db);
  return rows;
}

/** A task with which somebody else is. */
export interface OthersTask extends Person {
  readonly kind: TaskKind;
  readonly openedAt: Date;
  /** Whom it waits for; null if a manager decides, or nobody has it. */
  readonly assignee: string | null;
  readonly isDecision: boolean;
}

/** The open tasks about a rep's leads that others must finish: a manager's decision, or what came of a report since an instant. */
export async function waitingForOthers(db: Db, repId: string, since: Instant): Promise<OthersTask[]> {
  const { rows } = await sql<OthersTask>`
    select ${person}, tasks.kind, tasks.opened_at, coalesce(tasks.sla = 'managerDecision', false) as is_decision,
      case when tasks.sla is distinct from 'managerDecision' then reps.name end as assignee
    from tasks join leads on leads.id = tasks.lead_id left join accounts on accounts.id = leads.account_id
    left join reps on reps.id = tasks.assignee_id
    where tasks.state = 'open' and ((tasks.assignee_id = ${repId} and tasks.sla = 'managerDecision')
      or (tasks.assignee_id is distinct from ${repId} and (leads.owner_id = ${repId} or ${reportedBy(repId, new Date(since))})))
    order by tasks.opened_at, tasks.id limit 100`.execute(db);
  return rows;
}
