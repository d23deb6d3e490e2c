import { sql, type Kysely } from 'kysely';

/**
 * Hours with several shifts a day, reps' own hours, and clocks that follow changes of them. Triggers mark the clocks, so that no code
 * that changes hours or absences can forget to.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The same hours on some days become hours of the week. Hours across midnight, which did not work before, work now.
  `update teams set calendar = (calendar - 'days' - 'opens' - 'closes') || jsonb_build_object('hours', jsonb_build_object(
    coalesce((select string_agg((array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[day::int], ',' order by day::int)
      from jsonb_array_elements_text(calendar->'days') as day), ''),
    jsonb_build_array(concat(calendar->>'opens', '-', case calendar->>'closes' when '23:59' then '24:00' else calendar->>'closes' end))))
    where jsonb_typeof(calendar->'days') = 'array'`,
  `alter table reps add calendar jsonb`,
  // Whether its clock must be recomputed, and whether its hours have changed since the lead was told its clock.
  `alter table tasks
    add clock_outdated boolean not null default false,
    add clock_moved boolean not null default false`,
  `create index on tasks (id) where clock_outdated`,
  `create function hours_of_team_changed() returns trigger language plpgsql as $$ begin
    update tasks set clock_outdated = true, clock_moved = true where state = 'open' and sla is not null and team_id = new.id;
    return null;
  end $$`,
  `create trigger hours_of_team_changed after update of calendar on teams for each row
    when (new.calendar is distinct from old.calendar) execute function hours_of_team_changed()`,
  `create function hours_of_rep_changed() returns trigger language plpgsql as $$ begin
    update tasks set clock_outdated = true, clock_moved = true where state = 'open' and sla is not null and assignee_id = new.id;
    return null;
  end $$`,
  `create trigger hours_of_rep_changed after update of calendar on reps for each row
    when (new.calendar is distinct from old.calendar) execute function hours_of_rep_changed()`,
  `create function absences_changed() returns trigger language plpgsql as $$ begin
    update tasks set clock_outdated = true, clock_moved = true where state = 'open' and sla is not null and assignee_id in (old.rep_id, new.rep_id);
    return null;
  end $$`,
  `create trigger absences_changed after insert or update or delete on absences for each row execute function absences_changed()`,
  `create function assignee_changed() returns trigger language plpgsql as $$ begin
    if new.team_id <> old.team_id
      or exists (select from reps where id in (old.assignee_id, new.assignee_id) and calendar is not null)
      or exists (select from absences where rep_id in (old.assignee_id, new.assignee_id)) then
      new.clock_outdated := true;
      new.clock_moved := true;
    end if;
    return new;
  end $$`,
  `create trigger assignee_changed before update of assignee_id, team_id on tasks for each row
    when (new.sla is not null and (new.assignee_id is distinct from old.assignee_id or new.team_id <> old.team_id))
    execute function assignee_changed()`,
];
