import { sql } from 'kysely';
import { listed, living } from '../states.ts';
import { enrolmentStates } from '../../domain/lead/enrolment-states.ts';
import { journalKinds } from '../../domain/lead/journal-kinds.ts';
import { kindsOf } from '../../domain/text/kinds.ts';

/** SQL: the kinds of journal lines that start a track or keep the lead in it. */
const intoTrack = listed(kindsOf(journalKinds, ({ enrolment }) => enrolment && enrolmentStates[enrolment].runs === 'now'));

/**
 * SQL: whether the running lead has already been told about an act that equals a row of `act`: the same kind, email, page and data, in the same
 * clock hour, and since the last email to the lead or its entry into the track. The second of two equal clicks changes nothing.
 * The kind is not compared by `=`: by the index of kinds, Postgres would read what everybody did in that hour.
 */
export const isSameAct = sql<boolean>`(
  act.reply is null and act.answer is null and act.until is null and exists (
    select from engagements as e
    where e.lead_id = act."leadId" and e.id <> act.id and e.kind is not distinct from act.kind and e.verdict <> 'machine'
      and e.touch_key is not distinct from act."touchKey" and e.page is not distinct from act.page
      and e.data is not distinct from act.data and e.intends is not distinct from act.intends
      and e.reply is null and e.answer is null
      and e.at between date_trunc('hour', act.at, 'UTC') and act.at
      and not exists (select from touches where touches.lead_id = e.lead_id and touches.sent_at >= e.at)
      and not exists (
        select from transitions as t
        join enrolments as living on living.id = t.enrolment_id
        where living.lead_id = e.lead_id and living.state in ${living}
          and t.kind in ${intoTrack} and t.at >= e.at)))`;
