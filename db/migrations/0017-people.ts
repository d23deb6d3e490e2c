import { sql, type Kysely } from 'kysely';

const statements = [
  // Who was given a task, when and why, with the names at the time. Without a rep, the task was unassigned.
  `create table assignments (
    id uuid primary key,
    task_id uuid not null references tasks,
    rep_id uuid references reps,
    rep_name text,
    because text not null,
    at timestamptz not null
  )`,
  `create index on assignments (task_id, at)`,
  // A rep's place in a rotation: that of their team, or of a territory in it. A turn is as long as 1 / weight.
  `create table turns (
    team_id uuid not null references teams,
    territory text not null,
    rep_id uuid not null references reps,
    turn double precision not null,
    was_able boolean not null,
    primary key (team_id, territory, rep_id)
  )`,
  // An attempt stops the clock of a first call; the next round begins with another clock.
  `alter table tasks add column clock_stopped_at timestamptz`,
  `update tasks set clock_stopped_at = last.at
    from (
      select distinct on (task_id) task_id, disposition, at from dispositions where state = 'applied' order by task_id, at desc
    ) as last
    where last.task_id = tasks.id and tasks.state = 'open' and last.disposition in ('noAnswer', 'voicemail', 'noReply')`,
  // Reps who must not get it, because they rejected the lead or did not act.
  `alter table tasks add column exclude uuid[] not null default '{}'`,
  // Who takes over the work of an absent rep; without one, routing chooses.
  `alter table absences add column cover_id uuid references reps`,
  `create index leads_owned on leads (owner_id) where owner_id is not null`,
  `create index tasks_of_nobody on tasks (team_id) where state = 'open' and assignee_id is null`,
  `create index tasks_held on tasks (assignee_id) where state = 'open'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
