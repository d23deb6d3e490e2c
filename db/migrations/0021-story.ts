import { sql, type Kysely } from 'kysely';

/**
 * History as a record: what happened to a lead, in the names and values of the time. Existing history is filled in as far as it is
 * known; `as_of` marks what is known only in its current form.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const enrolledData = `jsonb_build_object('campaign', campaigns.name, 'program', enrolments.program, 'startsAt', (extract(epoch from start_at) * 1000)::float8)`;
const dealData = `jsonb_build_object('amount', amount, 'owner', reps.name, 'nextStep', next_step, 'closeAt', (extract(epoch from close_at) * 1000)::float8)`;

interface Source {
  readonly leadId?: string;
  readonly from: string;
  readonly where?: string;
  readonly by?: string;
  readonly asOf?: string;
}

/** Fills the record from existing rows. All parts are SQL, except a kind that is a single word. */
function event(
  kind: string,
  at: string,
  data: string,
  { leadId = 'lead_id', from, where = 'true', by = 'null', asOf = 'null' }: Source,
): string {
  const word = kind.startsWith('case ') ? kind : `'${kind}'`;
  return `insert into lead_events (lead_id, at, kind, by, data, as_of)
    select ${leadId}, ${at}, ${word}, ${by}, ${data}, ${asOf} from ${from} where ${where} order by 2`;
}

const statements = [
  `create table lead_events (
    id bigint generated always as identity primary key,
    lead_id uuid not null references leads,
    at timestamptz not null,
    kind text not null,
    by text,
    data jsonb not null,
    key text unique,
    as_of timestamptz
  )`,
  `create index on lead_events (lead_id)`,
  `create index on sla_events (lead_id)`,
  // The story also includes lifted suppressions, and those of a lead in any of its programs.
  `create index on suppressions (scope, subject text_pattern_ops)`,
  `alter table assignments add column kind text, add column opens boolean not null default false, add column as_of timestamptz`,
  `alter table dispositions add column rep_name text`,
  `alter table sla_events add column assignee_name text`,
  `alter table touches add column rep_name text`,
  `update dispositions set rep_name = reps.name from reps where reps.id = rep_id`,
  `update sla_events set assignee_name = reps.name from reps where reps.id = assignee_id`,
  `update touches set rep_name = reps.name from reps where reps.id = rep_id`,

  // A task becomes the deal's when the lead is accepted.
  `update assignments set kind = case when tasks.kind = 'opportunity' and not exists (
      select from dispositions as d where d.task_id = tasks.id and d.disposition = 'accepted' and d.state = 'applied' and d.at <= assignments.at
    ) then 'acceptance' else tasks.kind end
    from tasks where tasks.id = task_id`,
  `update assignments set opens = true where id in (
    select distinct on (task_id) assignments.id from assignments join tasks on tasks.id = task_id
    where assignments.at = tasks.opened_at order by task_id, assignments.id)`,
  `insert into assignments (id, task_id, rep_id, rep_name, because, at, kind, opens, as_of)
    select gen_random_uuid(), tasks.id, assignee_id, reps.name, because, opened_at,
      case kind when 'opportunity' then 'acceptance' else kind end, true, now()
    from tasks left join reps on reps.id = assignee_id
    where not exists (select from assignments where task_id = tasks.id and opens)`,
  `alter table assignments alter column kind set not null`,

  event(
    'saved',
    'leads.created_at',
    `jsonb_build_object('source', source, 'giver', 'system', 'isNew', true, 'changes', '[]'::jsonb)`,
    {
      leadId: 'leads.id',
      from: 'leads',
    },
  ),
  event(
    'saved',
    'imports.at',
    `jsonb_build_object('source', source, 'giver', 'system', 'isNew', false, 'changes', '[]'::jsonb)`,
    {
      from: 'import_leads join imports on imports.id = import_id',
      where: 'exists (select from leads where leads.id = lead_id and created_at < imports.at)',
      by: 'imported_by',
    },
  ),
  event('duplicate', 'twin.created_at', `jsonb_build_object('of', leads.email)`, {
    leadId: 'twin.id',
    from: 'leads as twin join leads on leads.id = twin.duplicate_of',
    asOf: 'now()',
  }),
  event('enrolled', 'coalesce(sent.at, start_at)', enrolledData, {
    from: `enrolments join campaigns on campaigns.id = campaign_id
      left join lateral (
        select min(at) as at from outbox where outbox.lead_id = enrolments.lead_id and message ->> 'type' = 'enrol'
          and message #>> '{enrolment,enrolmentId}' = enrolments.id::text
      ) as sent on true`,
    where: `state <> 'refused'`,
    asOf: 'case when sent.at is null then now() end',
  }),
  event('notEnrolled', 'start_at', `jsonb_build_object('campaign', campaigns.name, 'because', reason)`, {
    from: 'enrolments join campaigns on campaigns.id = campaign_id',
    where: `state = 'refused'`,
  }),
  event('taskBecame', 'at', `jsonb_build_object('from', 'acceptance', 'to', 'opportunity')`, {
    from: 'dispositions join tasks on tasks.id = task_id',
    where: `disposition = 'accepted' and dispositions.state = 'applied'`,
  }),
  event('taskClosed', 'closed_at', `jsonb_build_object('kind', kind, 'state', state, 'outcome', outcome)`, {
    from: 'tasks',
    where: 'closed_at is not null',
  }),
  // What the reports said about a deal, step by step.
  event(
    `case n when 1 then 'dealOpened' else 'dealChanged' end`,
    'at',
    `jsonb_build_object('amount', amount, 'before', before, 'owner', rep_name, 'nextStep', next_step, 'closeAt', close_at)`,
    {
      from: `(
        select lead_id, dispositions.at, dispositions.rep_name, row_number() over step as n,
          (details ->> 'amount')::float8 as amount, lag((details ->> 'amount')::float8) over step as before, details ->> 'nextStep' as next_step,
          coalesce((details ->> 'closeAt')::float8, extract(epoch from dispositions.at) * 1000) as close_at
        from dispositions join tasks on tasks.id = task_id
        where disposition = 'opportunity' and dispositions.state = 'applied' and jsonb_typeof(details -> 'amount') = 'number'
          and coalesce(jsonb_typeof(details -> 'closeAt'), 'number') = 'number'
        window step as (partition by task_id order by dispositions.at, dispositions.id)
      ) as steps`,
    },
  ),
  event('dealOpened', 'opened_at', dealData, {
    from: 'opportunities left join reps on reps.id = owner_id',
    where: `not exists (select from dispositions as d where d.task_id = opportunities.task_id and d.disposition = 'opportunity'
      and d.state = 'applied' and jsonb_typeof(d.details -> 'amount') = 'number')`,
    asOf: 'now()',
  }),
  event('dealClosed', 'closed_at', `jsonb_build_object('amount', amount, 'owner', reps.name, 'result', result)`, {
    from: 'opportunities left join reps on reps.id = owner_id',
    where: 'closed_at is not null',
  }),
  event('corrected', 'at', `jsonb_build_object('changes', '[]'::jsonb)`, {
    leadId: 'leads.id',
    from: 'audit_log join leads on leads.id::text = any (subjects)',
    where: `action = 'leads.update' and outcome = 'done'`,
    by: 'principal',
  }),
  event('corrected', 'at', `jsonb_build_object('changes', '[]'::jsonb)`, {
    from: 'transitions',
    where: `kind = 'noted' and n < 0 and reason = 'contact corrected'`,
  }),
  event('referred', 'at', `jsonb_build_object('to', leads.email)`, {
    leadId: 'transitions.lead_id',
    from: 'transitions join leads on leads.id::text = "to"',
    where: `kind = 'noted' and n < 0 and reason = 'referred to somebody else at the account'`,
  }),
  `delete from transitions where kind = 'noted' and n < 0
    and reason in ('contact corrected', 'referred to somebody else at the account')`,
];
