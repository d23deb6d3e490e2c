import { sql, type RawBuilder } from 'kysely';
import { standingMoves } from '../../leads/standing-moves.ts';

/*
 * A merge leaves the programs and the moves of the dropped lead with it. They count for the kept lead, unless that one was in the same
 * campaign, or came to the same stage, itself: one person counts once.
 */

type Sql = RawBuilder<unknown>;

/** SQL: joins the lead of a row as `l`. If it was merged, `l` is the kept lead, and `dropped` is the lead of the row. */
export const joinLead = (leadId: Sql): Sql =>
  sql`left join leads as dropped on dropped.id = ${leadId} and dropped.duplicate_of is not null left join leads as l on l.id = ${goesOn(leadId)}`;

/** SQL: the id of that lead `l`. */
export const goesOn = (leadId: Sql): Sql => sql`coalesce(dropped.duplicate_of, ${leadId})`;

/** SQL: whether an enrolment `e` counts. */
export const entryCounts = sql`(dropped.id is null or not exists (select from enrolments as own
  where own.lead_id = dropped.duplicate_of and own.campaign_id = e.campaign_id and own.state <> 'refused'))`;

/** SQL: whether a move `t` counts. */
export const moveCounts = sql`(dropped.id is null or not exists (select from ${standingMoves} as own
  where own.lead_id = dropped.duplicate_of and own."to" = t."to"))`;

/** SQL: the ids of a lead and of those that were merged into it, for `= ${…}`. */
export const mergedInto = (leadId: Sql): Sql =>
  sql`any(array(select id from leads where id = ${leadId} or duplicate_of = ${leadId}))`;
