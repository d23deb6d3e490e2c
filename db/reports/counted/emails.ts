import { sql } from 'kysely';
import { statesIn, touchStates } from '../../../domain/contact/touch-states.ts';
import { DAY } from '../../../domain/time/duration.ts';
import { listed, sent, triedAgain } from '../../states.ts';
import { during, type CountedSet } from './counted-set.ts';

/** What follows an email `m`, by its engagements `a`. An open proves little; `clickedByMachine` is not an act of a person. */
const acts = {
  opened: sql`a.kind = 'opened' and a.verdict <> 'machine'`,
  clicked: sql`a.human and a.link is not null and a.kind <> 'answered'`,
  acted: sql`a.human`,
  goal: sql`a.human and goals.of -> m.content ? a.kind`,
  replied: sql`a.human and a.kind = 'replied'`,
  answered: sql`a.human and a.kind = 'answered'`,
  unsubscribed: sql`a.kind = 'unsubscribed'`,
  complained: sql`a.kind = 'complained'`,
  bounced: sql`a.kind = 'bounced'`,
  clickedByMachine: sql`a.verdict = 'machine' and a.link is not null`,
} as const;

/** SQL: whether an act `a` is a click in an email, and whether it meets the goal of the email `m`. */
export const { clicked: isClick, goal: meetsGoal } = acts;

/** What can become of a message, besides `sent`, `deferred` (it will be retried), `notSent` and `refused` (by the email server). */
export type EmailAct = keyof typeof acts;
export const emailActs = Object.keys(acts) as EmailAct[];

const actsOf = sql.join(emailActs.map((name) => sql`(${sql.lit(name)}, ${acts[name]})`));
const unsent = sql`case when m.state in ${triedAgain} then 'deferred' when m.state = 'refused' then 'refused' else 'notSent' end`;

/** How long after an email an act without an email of its own can still meet its goal. */
const REACTS_WITHIN = 14 * DAY;

/** SQL: the last message before an act `a` that belongs to none, if it was sent not too long before: the act may meet its goal. */
export const lastMessageBefore = sql`(
  select * from touches where lead_id = a.lead_id and state in ${sent} and sent_at <= a.at
    and sent_at > a.at - ${sql.lit(REACTS_WITHIN / DAY)} * interval '1 day' order by sent_at desc limit 1
)`;

const at = sql`coalesce(m.sent_at, m.claimed_at)`;
const message = sql`m.key, m.lead_id, ${at} as at, m.content, m.track, m.channel, m.version, l.source,
  coalesce(m.persona, l.persona) as persona, m.campaign_id::text as campaign, e.program`;
/** Emails that no program sends have no enrolment. */
const people = sql`left join leads as l on l.id = m.lead_id left join enrolments as e on e.id = m.enrolment_id`;

export const emails: CountedSet = {
  about: 'an email or a text message, once for each of its outcomes',
  columns: ['what', 'reason', 'content', 'track', 'channel', 'version'],
  rows: (scope) => {
    const inSpan = during(at, scope);
    const goals = sql`cross join (select ${JSON.stringify(scope.goals)}::jsonb as of) as goals`;
    return sql`
      select ${message}, 'sent' as what, null as reason from touches as m ${people} where m.state in ${sent} and ${inSpan}
      union all
      select ${message}, ${unsent}, m.reason from touches as m ${people}
        where m.state in ${listed(statesIn(touchStates, 'waits', 'unsent'))} and ${inSpan}
      union all (
        select ${message}, done.what, null from touches as m ${people} join engagements as a on a.touch_key = m.key ${goals}
          cross join lateral (values ${actsOf}) as done(what, applies)
          where m.state in ${sent} and ${inSpan} and done.applies
        union
        select ${message}, 'goal', null from engagements as a cross join lateral ${lastMessageBefore} as m ${people} ${goals}
          where a.touch_key is null and a.human and a.kind = any(${Object.values(scope.goals).flat()}::text[])
            and ${acts.goal} and ${during(sql`a.at`, { ...scope, to: scope.to + REACTS_WITHIN })} and ${inSpan}
      )`;
  },
};
