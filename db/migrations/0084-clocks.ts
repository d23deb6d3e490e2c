import { sql, type Kysely } from 'kysely';

/**
 * `tasks.climbs_at`: when the next rung of an overdue task that no program waits for is due: infinity if it has reached the last one,
 * null if nobody has computed it since its clock began or moved.
 *
 * The clock of a rep who helps out in another team, such as the owner of a deal, follows the hours of their own team.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table tasks add column climbs_at timestamptz`,
  `create or replace function hours_of_team_changed() returns trigger language plpgsql as $$ begin
    update tasks set clock_outdated = true, clock_moved = true where state = 'open' and sla is not null
      and (team_id = new.id or assignee_id in (select id from reps where team_id = new.id));
    return null;
  end $$`,
  `create or replace function assignee_changed() returns trigger language plpgsql as $$ begin
    if new.team_id <> old.team_id
      or exists (select from reps where id in (old.assignee_id, new.assignee_id) and (calendar is not null or team_id <> new.team_id))
      or exists (select from absences where rep_id in (old.assignee_id, new.assignee_id)) then
      new.clock_outdated := true;
      new.clock_moved := true;
    end if;
    return new;
  end $$`,
];
