import { sql } from 'kysely';
import { sent } from '../../states.ts';
import { during, ofLeadAndEnrolment, type CountedSet } from './counted-set.ts';

/** The questions of the call guide about what we sent. */
const aboutContent = ['resonated', 'fellFlat'];

/** What a report `d` says, besides its outcome: a rating, answers of a call, and why a deal was won or lost. */
const said = sql`
  select 'rating' as question, d.details ->> 'rating' as answer
  union all select key, value from jsonb_each_text(d.details -> 'guide') where key = any(${aboutContent}::text[])
  union all select key, value from jsonb_each_text(case when jsonb_typeof(d.details -> 'learned') = 'object' then d.details -> 'learned' end)
  union all select 'learned', d.details ->> 'learned' where jsonb_typeof(d.details -> 'learned') = 'string'`;

export const feedback: CountedSet = {
  about: 'a rating or an answer in a report by sales, with the email that the lead last reacted to, or else last got',
  columns: ['question', 'answer', 'content', 'disposition', 'team', 'rep'],
  rows: (scope) => sql`
    select t.lead_id, d.at, ${ofLeadAndEnrolment}, said.question, said.answer, coalesce(reacted.content, got.content) as content,
      d.disposition, teams.name as team, coalesce(d.rep_name, reps.name) as rep
    from dispositions as d join tasks as t on t.id = d.task_id join teams on teams.id = t.team_id
      left join leads as l on l.id = t.lead_id left join enrolments as e on e.id = t.enrolment_id left join reps on reps.id = d.rep_id
      cross join lateral (${said}) as said
      left join lateral (
        select m.content from engagements as a join touches as m on m.key = a.touch_key
        where a.lead_id = t.lead_id and a.human and a.at <= d.at order by a.at desc limit 1
      ) as reacted on true
      left join lateral (
        select content from touches where lead_id = t.lead_id and state in ${sent} and sent_at <= d.at order by sent_at desc limit 1
      ) as got on true
    where d.state = 'applied' and said.answer is not null and ${during(sql`d.at`, scope)}`,
};
