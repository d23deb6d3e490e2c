import { sql } from 'kysely';
import { standingMoves } from '../../leads/standing-moves.ts';
import { listed, living, sent } from '../../states.ts';
import { leftStages } from '../../../domain/lead/funnel.ts';
import { salesTaskKinds } from '../../../domain/sales/task-kinds.ts';
import { endOf } from '../scope.ts';
import { daysBetween, during, ofLeadAndEnrolment, type CountedSet } from './counted-set.ts';
import { goesOn, joinLead, mergedInto, moveCounts } from './merged.ts';

/** A move of a lead `l`, in an enrolment `e`, to another stage. */
const moved = sql`${standingMoves} as t ${joinLead(sql`t.lead_id`)} left join enrolments as e on e.id = t.enrolment_id`;
const mover = goesOn(sql`t.lead_id`);

/** SQL: whether the lead had been in the stage before. */
const wasThere = sql`exists (select from ${standingMoves} as earlier where earlier.lead_id = t.lead_id
  and earlier."to" = t."to" and (earlier.at, earlier.visit, earlier.n) < (t.at, t.visit, t.n))`;

export const moves: CountedSet = {
  about: 'a move of a lead to another stage; the days are those since it entered its campaign',
  columns: ['to', 'reason', 'time'],
  measures: ['days', 'leads'],
  rows: (scope) => sql`
    select ${mover} as lead_id, t.at, ${ofLeadAndEnrolment}, t."to", t.reason, ${daysBetween(sql`e.start_at`, sql`t.at`)} as days,
      case when ${wasThere} then 'again' else 'first' end as time
    from ${moved} where ${during(sql`t.at`, scope)} and ${moveCounts}`,
};

export const touchesBefore: CountedSet = {
  about: 'the first move of a lead to a stage, with the number of messages sent to it before',
  columns: ['to', 'touches'],
  rows: (scope) => sql`
    select ${mover} as lead_id, t.at, ${ofLeadAndEnrolment}, t."to",
      (select count(*)::text from touches where lead_id = ${mover} and state in ${sent} and sent_at <= t.at) as touches
    from ${moved} where ${during(sql`t.at`, scope)}
      and ${moveCounts} and not ${wasThere}`,
};

/** From the first of a month to the next, a lead that is in a program for a moment of it counts once. */
export const nurtured: CountedSet = {
  about: 'a month of a lead in a program',
  columns: [],
  measures: ['leads'],
  rows: (scope) => sql`
    select ${goesOn(sql`e.lead_id`)} as lead_id, months.at, ${ofLeadAndEnrolment}
    from generate_series(date_trunc('month', ${new Date(scope.from)}::timestamptz, ${scope.zone}), ${new Date(endOf(scope) - 1)}::timestamptz,
      interval '1 month', ${scope.zone}) as months(at)
    join enrolments as e on e.state <> 'refused' and e.lane is null and e.start_at < least(date_add(months.at, interval '1 month', ${scope.zone}), ${new Date(endOf(scope))}) and coalesce(e.ended_at, 'infinity') >= months.at
    ${joinLead(sql`e.lead_id`)}`,
};

/** Of the reps whom it was handed to, the last one before the decision counts. */
export const handOvers: CountedSet = {
  about: 'a lead handed to sales, once for each of its outcomes',
  columns: ['what', 'rep'],
  measures: ['days'],
  rows: (scope) => sql`
    select t.lead_id, t.opened_at as at, ${ofLeadAndEnrolment}, what, reps.name as rep, ${daysBetween(sql`t.opened_at`, sql`taken.at`)} as days
    from (
      select distinct on (lead_id) * from tasks where kind in ${listed(salesTaskKinds)} and ${during(sql`opened_at`, scope)} order by lead_id, opened_at
    ) as t left join leads as l on l.id = t.lead_id left join enrolments as e on e.id = t.enrolment_id
    left join lateral (
      select at, "to" from ${standingMoves} as move where lead_id = ${mergedInto(sql`t.lead_id`)} and at >= t.opened_at
        and ("to" = 'sal' or "to" in ${listed(leftStages)}) order by at, visit, n limit 1
    ) as taken on true
    left join lateral (
      select assignee_id from tasks where lead_id = t.lead_id and kind in ${listed(salesTaskKinds)}
        and opened_at between t.opened_at and coalesce(taken.at, 'infinity') order by opened_at desc limit 1
    ) as decider on true left join reps on reps.id = decider.assignee_id
    cross join lateral (values ('handed', true), ('accepted', taken."to" = 'sal'), ('returned', taken."to" <> 'sal'), ('open', taken.at is null)) as became(what, applies)
    where became.applies`,
};

export const now: CountedSet = {
  about: 'a lead, whatever the span',
  columns: ['stage', 'held', 'track', 'state'],
  rows: () => sql`
    select l.id as lead_id, l.created_at as at, ${ofLeadAndEnrolment}, l.stage, l.held, e.track, e.state
    from leads as l left join enrolments as e on e.lead_id = l.id and e.state in ${living} and e.lane is null where l.duplicate_of is null`,
};
