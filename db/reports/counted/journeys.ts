import { sql, type RawBuilder } from 'kysely';
import { finalStages, funnelWay } from '../../../domain/lead/funnel.ts';
import { standingMoves } from '../../leads/standing-moves.ts';
import { living } from '../../states.ts';
import { daysBetween, during, ofLeadAndEnrolment, type CountedSet } from './counted-set.ts';
import { entryCounts, goesOn, joinLead } from './merged.ts';

/**
 * SQL: the steps of each member of a cohort `c` on the way to a purchase. `reached`: a stage, with the days since the stage before;
 * then one row says where they are: still `here`, in the last stage that they reached, or `left` from there, to where and why.
 * @param link which moves `t` are a member's
 */
const steps = (cohort: RawBuilder<unknown>, link: RawBuilder<unknown>) => sql`
  select lead_id, at, source, persona, campaign, program, step.* from (
    select c.lead_id, c.at, c.source, c.persona, c.campaign, c.program, c.now, c.reason,
      array[c.at, ${sql.join(later.map((stage) => sql`min(t.at) filter (where t."to" = ${sql.lit(stage)})`))}] as times,
      (array_agg(t.reason order by t.at desc, t.visit desc, t.n desc) filter (where t."to" = c.now))[1] as moved_because
    from (${cohort}) as c left join ${standingMoves} as t on t.at >= c.at and ${link}
    group by c.lead_id, c.enrolment, c.at, c.source, c.persona, c.campaign, c.program, c.now, c.reason
  ) as member
  cross join lateral (
    select greatest(coalesce(array_position(${way}, now), 1), ${sql.join(funnelWay.map((_, n) => sql`case when times[${sql.lit(n + 1)}] is not null then ${sql.lit(n + 1)} end`))}) as furthest
  ) as reach
  cross join lateral (
    select 'reached' as what, (${way})[k] as stage, null as "to", null as reason, ${daysBetween(sql`times[k - 1]`, sql`times[k]`)} as days
    from generate_series(1, furthest) as k
    union all
    select case when now = any(${way}) then 'here' else 'left' end, (${way})[furthest], case when not now = any(${way}) then now end,
      coalesce(moved_because, member.reason), null
  ) as step`;

const later = funnelWay.slice(1);
const way = sql`array[${sql.join(funnelWay.map((stage) => sql.lit(stage)))}]`;
const columns = ['what', 'stage', 'to', 'reason'] as const;

/** SQL: whether a lead `l` is in no program. */
const isNowhere = sql`not exists (select from enrolments where lead_id = l.id and lane is null and state in ${living})`;

/** Why a lead is in no program: it is held, or the last campaign that asked refused it. */
const waitsBecause = sql`coalesce(l.held, (select reason from enrolments where lead_id = l.id and lane is null and state = 'refused' order by id desc limit 1))`;

/** A kept lead that has never moved is where the dropped one was. */
const stageNow = sql`coalesce(nullif(l.stage, 'inquiry'), dropped.stage, l.stage)`;

export const arrived: CountedSet = {
  about: 'a step of a lead that came in during the span',
  columns,
  measures: ['days'],
  rows: (scope) =>
    steps(
      sql`select l.id as lead_id, null::uuid as enrolment, l.created_at as at, l.source, l.persona, null as campaign, null as program,
            l.stage as now, case when l.stage = 'inquiry' and ${isNowhere} then ${waitsBecause} end as reason
          from leads as l where ${during(sql`l.created_at`, scope)} and l.duplicate_of is null`,
      sql`t.lead_id = c.lead_id`,
    ),
};

export const enrolled: CountedSet = {
  about: 'a step of a lead that entered a campaign during the span',
  columns,
  measures: ['days'],
  rows: (scope) =>
    steps(
      sql`select ${goesOn(sql`e.lead_id`)} as lead_id, e.id as enrolment, e.start_at as at, ${ofLeadAndEnrolment},
            case when e.ended_as in (${sql.join(finalStages.map((stage) => sql.lit(stage)))}) then e.ended_as else ${stageNow} end as now,
            case when e.state = 'ended' and ${isNowhere} then e.reason end as reason
          from enrolments as e ${joinLead(sql`e.lead_id`)} where e.state <> 'refused' and ${during(sql`e.start_at`, scope)} and ${entryCounts}`,
      sql`t.enrolment_id = c.enrolment`,
    ),
};
