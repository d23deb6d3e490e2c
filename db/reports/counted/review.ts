import { sql } from 'kysely';
import { ofLeadAndEnrolment, during, type CountedSet } from './counted-set.ts';
import { goesOn, joinLead, moveCounts } from './merged.ts';
import { funnelStages, leftStages } from '../../../domain/lead/funnel.ts';
import { kindsOf } from '../../../domain/text/kinds.ts';
import { standingMoves } from '../../leads/standing-moves.ts';
import { listed, living } from '../../states.ts';

const withMarketing = listed(kindsOf(funnelStages, ({ owner }) => owner === 'marketing'));

/** A lead's next decision after it became ready: sales accepted it, or it left. */
export const passed: CountedSet = {
  about: 'a lead that became ready for sales, with what sales did about it',
  columns: ['fate', 'reason'],
  rows: (scope) => sql`
    select ${goesOn(sql`t.lead_id`)} as lead_id, t.at, ${ofLeadAndEnrolment}, coalesce(next.fate, 'open') as fate, next.reason
    from ${standingMoves} as t ${joinLead(sql`t.lead_id`)} left join enrolments as e on e.id = t.enrolment_id
    left join lateral (
      select case "to" when 'sal' then 'accepted' else 'returned' end as fate, reason from ${standingMoves} as n
      where n.lead_id = t.lead_id and (n.at, n.visit, n.n) > (t.at, t.visit, t.n) order by n.at, n.visit, n.n limit 1
    ) as next on true
    where t."to" = 'mql' and ${during(sql`t.at`, scope)} and ${moveCounts}`,
};

/** The lead bought, or sales gave it back or disqualified it. Of several outcomes, a purchase counts, or else the latest. */
export const decided: CountedSet = {
  about: 'a lead that was ready for sales and whose outcome is known',
  columns: ['outcome'],
  rows: (scope) => sql`
    select distinct on (1) ${goesOn(sql`t.lead_id`)} as lead_id, t.at, ${ofLeadAndEnrolment}, case "to" when 'customer' then 'won' else 'lost' end as outcome
    from ${standingMoves} as t ${joinLead(sql`t.lead_id`)} left join enrolments as e on e.id = t.enrolment_id
    where ${during(sql`t.at`, scope)}
      and (t."to" = 'customer' or (t."to" in ${listed(leftStages)} and exists (
        select from ${standingMoves} as earlier where earlier.lead_id = t.lead_id and earlier."to" = 'mql' and earlier.at <= t.at)))
    order by 1, t."to" = 'customer' desc, t.at desc`,
};

/** Marketing still has them. Their interest is the one after their last act, which has decayed since. */
export const heldBack: CountedSet = {
  about: 'a lead with marketing that did something in the span and was not passed on, by what it lacks',
  columns: ['lacks'],
  rows: (scope) => {
    const { ready, hot, warmFrom } = scope.threshold;
    return sql`
      select l.id as lead_id, s.interest_at as at, ${ofLeadAndEnrolment},
        case when s.fit < ${ready.fit}::int then 'fit' when s.interest < ${warmFrom}::float8 then 'interest'
          when s.interest < ${hot.upper}::float8 then 'someInterest' else 'acts' end as lacks
      from scores as s join leads as l on l.id = s.lead_id left join enrolments as e on e.lead_id = l.id and e.state in ${living} and e.lane is null
      where ${during(sql`s.interest_at`, scope)} and s.acts <> '[]' and l.duplicate_of is null and l.stage in ${withMarketing}`;
  },
};
