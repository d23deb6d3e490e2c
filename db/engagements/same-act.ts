import { sql } from 'kysely';
import { HOUR } from '../../domain/time/duration.ts';
import type { Trx } from '../database.ts';
import type { NewEngagement } from './new-engagement.ts';
import { listed, living } from '../states.ts';
import { enrolmentStates } from '../../domain/lead/enrolment-states.ts';
import { journalKinds } from '../../domain/lead/journal-kinds.ts';
import { kindsOf } from '../../domain/text/kinds.ts';

/** SQL: the kinds of journal lines that start a track or keep the lead in it. */
const intoTrack = listed(kindsOf(journalKinds, ({ enrolment }) => enrolment && enrolmentStates[enrolment].runs === 'now'));

/**
 * Whether the running lead has already been told about an equal act: the same kind, email, page and data, in the same clock hour, and since
 * the last email to the lead or its entry into the track. The second of two equal clicks changes nothing.
 */
export async function isSameAct(trx: Trx, engagement: NewEngagement): Promise<boolean> {
  const { id, leadId, kind, at, touchKey = null, page = null, data, intends = null, reply, answer, until } = engagement;
  if (reply !== undefined || answer !== undefined || until !== undefined) return false;
  const { rows } = await sql`
    select from engagements as e
    where e.lead_id = ${leadId} and e.id <> ${id} and e.kind = ${kind} and e.verdict <> 'machine'
      and e.touch_key is not distinct from ${touchKey} and e.page is not distinct from ${page}
      and e.data is not distinct from ${data ? JSON.stringify(data) : null}::jsonb
      and e.intends is not distinct from ${intends} and e.reply is null and e.answer is null
      and e.at between ${new Date(at - (at % HOUR))} and ${new Date(at)}
      and not exists (select from touches where touches.lead_id = e.lead_id and touches.sent_at >= e.at)
      and not exists (
        select from transitions as t
        join enrolments as living on living.id = t.enrolment_id
        where living.lead_id = e.lead_id and living.state in ${living}
          and t.kind in ${intoTrack} and t.at >= e.at)
    limit 1`.execute(trx);
  return rows.length > 0;
}
