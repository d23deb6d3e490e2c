import { sql } from 'kysely';
import { actedAt } from '../../tasks/acted-at.ts';
import { daysBetween, during, ofLeadAndEnrolment, type CountedSet } from './counted-set.ts';

const ofTask = sql`t.lead_id, t.opened_at as at, ${ofLeadAndEnrolment}, t.kind, teams.name as team`;
const around = sql`join teams on teams.id = t.team_id left join leads as l on l.id = t.lead_id left join enrolments as e on e.id = t.enrolment_id`;

/**
 * A task is met if a rep acts before its target, or before the first rung if it has no target, and breached from then on; the breach is
 * of the rep who had it at the first rung.
 */
export const tasks: CountedSet = {
  about: 'a task that was opened, once for each of its outcomes',
  columns: ['what', 'team', 'rep', 'sla', 'mode', 'kind'],
  measures: ['days'],
  rows: (scope) => sql`
    select ${ofTask}, t.first_sla as sla, coalesce(teams.sla_modes ->> t.first_sla, teams.sla_mode) as mode, coalesce(rung.assignee_name, reps.name) as rep,
      what, ${daysBetween(sql`t.opened_at`, sql`acted.at`)} as days
    from tasks as t ${around} left join reps on reps.id = t.assignee_id
    cross join lateral (select ${actedAt} as at) as acted
    left join lateral (
      select at, assignee_name from sla_events where task_id = t.id and round = 1 and sla = t.first_sla order by due_at limit 1
    ) as rung on true
    cross join lateral (
      select rung.at is not null or coalesce(coalesce(acted.at, t.closed_at, ${new Date(scope.now)}) > t.target_at, false) as is_late
    ) as judged
    cross join lateral (values
      ('opened', true), ('breached', is_late), ('met', not is_late and acted.at is not null),
      ('running', not is_late and acted.at is null and t.state = 'open'),
      ('withdrawn', not is_late and acted.at is null and t.state <> 'open'), ('followedUp', acted.at is not null)
    ) as became(what, applies)
    where t.first_sla is not null and became.applies and ${during(sql`t.opened_at`, scope)}`,
};

export const rungs: CountedSet = {
  about: 'a rung that a task reached',
  columns: ['rung', 'team', 'rep', 'sla', 'mode'],
  rows: (scope) => sql`
    select t.lead_id, r.at, ${ofLeadAndEnrolment}, r.rung, r.sla, r.mode, teams.name as team, coalesce(r.assignee_name, reps.name) as rep
    from sla_events as r join tasks as t on t.id = r.task_id ${around} left join reps on reps.id = t.assignee_id
    where ${during(sql`r.at`, scope)}`,
};

export const outcomes: CountedSet = {
  about: 'a report by a rep that took effect',
  columns: ['disposition', 'reason', 'rating', 'team', 'rep', 'kind'],
  rows: (scope) => sql`
    select t.lead_id, d.at, ${ofLeadAndEnrolment}, d.disposition, d.reason, d.details ->> 'rating' as rating, t.kind, teams.name as team, coalesce(d.rep_name, reps.name) as rep
    from dispositions as d join tasks as t on t.id = d.task_id ${around} left join reps on reps.id = d.rep_id
    where d.state = 'applied' and ${during(sql`d.at`, scope)}`,
};
