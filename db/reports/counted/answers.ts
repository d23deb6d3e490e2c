import { sql } from 'kysely';
import { during, ofLeadAndEnrolment, type CountedSet } from './counted-set.ts';

export const answers: CountedSet = {
  about: 'an answer of a lead: to a question of an email, in a reply, or to a question of the call guide',
  columns: ['question', 'answer'],
  rows: (scope) => sql`
    select a.lead_id, a.at, l.source, l.persona, m.campaign_id::text as campaign, e.program, case when a.reply is null then coalesce(a.content, m.content, 'page') else 'reply' end as question,
      coalesce(a.answer, a.reply) as answer
    from engagements as a left join leads as l on l.id = a.lead_id left join touches as m on m.key = a.touch_key
      left join enrolments as e on e.id = m.enrolment_id
    where (a.answer is not null or a.reply is not null) and a.verdict <> 'machine' and ${during(sql`a.at`, scope)}
    union all
    select t.lead_id, d.at, ${ofLeadAndEnrolment}, 'call: ' || guide.key, guide.value
    from dispositions as d join tasks as t on t.id = d.task_id left join leads as l on l.id = t.lead_id left join enrolments as e on e.id = t.enrolment_id
      cross join lateral jsonb_each_text(d.details -> 'guide') as guide
    where d.state = 'applied' and ${during(sql`d.at`, scope)}`,
};
