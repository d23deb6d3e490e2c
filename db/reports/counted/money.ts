import { sql } from 'kysely';
import { unsent } from '../../states.ts';
import { daysBetween, during, ofLeadAndEnrolment, type CountedSet } from './counted-set.ts';
import { entryCounts, goesOn, joinLead, mergedInto } from './merged.ts';

/** A deal belongs to the campaign that its lead had entered last when it was opened. */
const deal = sql`opportunities as o left join leads as l on l.id = o.lead_id left join lateral (
  select campaign_id, program from enrolments where lead_id = ${mergedInto(sql`o.lead_id`)} and state <> 'refused' and lane is null and start_at <= o.opened_at order by start_at desc limit 1
) as e on true`;

export const deals: CountedSet = {
  about: 'an opportunity that was opened or closed, with its amount; the days are those that it was open',
  columns: ['what', 'currency'],
  measures: ['amount', 'days'],
  rows: (scope) => sql`
    select o.lead_id, o.opened_at as at, ${ofLeadAndEnrolment}, 'opened' as what, o.currency, o.amount, null::float8 as days from ${deal}
      where ${during(sql`o.opened_at`, scope)}
    union all
    select o.lead_id, o.closed_at, ${ofLeadAndEnrolment}, o.result, o.currency, o.amount, ${daysBetween(sql`o.opened_at`, sql`o.closed_at`)} from ${deal}
      where ${during(sql`o.closed_at`, scope)}
    union all
    select o.lead_id, o.opened_at, ${ofLeadAndEnrolment}, 'pipeline', o.currency, o.amount, null from ${deal}
      where o.closed_at is null and o.opened_at < ${new Date(scope.to)}`,
};

/**
 * Those whom campaigns took in: for a program, when they entered it; for a single email that they get or wait for, when its campaign
 * started. An email that goes out late does not move its share of the cost to another month.
 */
const takenIn = sql`(
  select ${goesOn(sql`e.lead_id`)} as lead_id, e.campaign_id, e.program, e.start_at as at from enrolments as e ${joinLead(sql`e.lead_id`)}
    where e.state <> 'refused' and ${entryCounts}
  union all
  select distinct m.lead_id, m.campaign_id, null, c.starts_at from touches as m join campaigns as c on c.id = m.campaign_id
    where m.enrolment_id is null and m.state not in ${unsent}
)`;

/** Each lead of a campaign costs the same share of it. */
export const costs: CountedSet = {
  about: 'a lead whom a campaign took in, for its program or its single email, with its share of the cost',
  columns: [],
  measures: ['amount'],
  rows: (scope) => sql`
    select e.lead_id, e.at, ${ofLeadAndEnrolment}, c.cost / leads_in.count as amount
    from ${takenIn} as e left join leads as l on l.id = e.lead_id join campaigns as c on c.id = e.campaign_id
    join (select campaign_id, count(*) from ${takenIn} as one group by 1) as leads_in on leads_in.campaign_id = c.id
    where ${during(sql`e.at`, scope)}`,
};
