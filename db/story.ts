import { sql } from 'kysely';
import { concerning } from './concerning.ts';
import type { Db } from './database.ts';

/** One line of a lead's story as it stands in the tables; what the parts mean depends on `table`. */
export interface StoryRow {
  readonly at: Date;
  readonly table:
    | 'transitions'
    | 'touches'
    | 'engagements'
    | 'tasks'
    | 'dispositions'
    | 'slaEvents'
    | 'suppressions'
    | 'enrolments'
    | 'opportunities';
  readonly kind: string;
  readonly a: string | null;
  readonly b: string | null;
  readonly c: string | null;
  readonly who: string | null;
}

/** All that stands about a lead, in the order in which it happened. */
export async function storyRows(db: Db, leadId: string): Promise<StoryRow[]> {
  const { rows } = await sql<StoryRow>`
    select start_at as at, 'enrolments' as table, enrolments.state as kind, campaigns.name as a, enrolments.program as b, reason as c, null as who, 0 as rank
    from enrolments join campaigns on campaigns.id = campaign_id where lead_id = ${leadId}
    union all
    select at, 'transitions', kind, "from", "to", reason, null, 1 + visit * 1000 + n from transitions where lead_id = ${leadId}
    union all
    select coalesce(sent_at, settled_at, claimed_at), 'touches', state, touches.content, coalesce(v.subject, ''), reason, reps.name, 0
    from touches left join content_versions as v on v.hash = version left join reps on reps.id = rep_id where lead_id = ${leadId}
    union all
    select at, 'engagements', e.kind, coalesce(e.page, e.answer, e.reply, e.bounce, e.link || ', to ' || e.intends, e.link), e.content, verdict, null, 0 from engagements as e where lead_id = ${leadId}
    union all
    select opened_at, 'tasks', 'opened', kind, because, null,
      coalesce((select rep_name from assignments where task_id = tasks.id order by at, because <> tasks.because limit 1), reps.name), 0
    from tasks left join reps on reps.id = assignee_id where lead_id = ${leadId}
    union all
    select a.at, 'tasks', 'given', kind, a.because, null, rep_name, 1
    from assignments as a join tasks on tasks.id = a.task_id where lead_id = ${leadId} and a.because <> tasks.because
    union all
    select closed_at, 'tasks', state, kind, outcome, null, reps.name, 0
    from tasks left join reps on reps.id = assignee_id where lead_id = ${leadId} and closed_at is not null
    union all
    select d.at, 'dispositions', disposition, d.state, coalesce(details ->> 'reason', details ->> 'nextStep', details ->> 'learned', details ->> 'correction'),
      tasks.kind, reps.name, 0
    from dispositions as d join tasks on tasks.id = task_id join reps on reps.id = rep_id where tasks.lead_id = ${leadId}
    union all
    select s.at, 'slaEvents', rung, s.sla, mode, null, reps.name, 0 from sla_events as s left join reps on reps.id = s.assignee_id where s.lead_id = ${leadId}
    union all
    select s.at, 'suppressions', reason, channel, scope, s.until::text, s.by, 0
    from suppressions as s join leads on leads.id = ${leadId} where ${concerning('leads')} or s.subject like ${`${leadId}/%`}
    union all
    select s.lifted_at, 'suppressions', 'lifted', channel, reason, null, s.lifted_by, 0
    from suppressions as s join leads on leads.id = ${leadId}
    where s.lifted_at is not null and (${concerning('leads')} or s.subject like ${`${leadId}/%`})
    union all
    select opened_at, 'opportunities', 'opened', amount::text, next_step, null, reps.name, 0
    from opportunities left join reps on reps.id = owner_id where lead_id = ${leadId}
    order by at, rank`.execute(db);
  return rows;
}
