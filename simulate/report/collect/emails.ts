import type { Db } from '../../../db/database.ts';
import type { Counted, EmailRow } from '../report.ts';
import { rowsOf, sql } from './query.ts';
import { listed, sent } from '../../../db/states.ts';
import { statesIn, touchStates } from '../../../domain/contact/touch-states.ts';

const unsent = listed(statesIn(touchStates, 'unsent'));

/** Emails that went out by track, and how many of them a person reacted to. */
export const emailsOf = (db: Db): Promise<readonly EmailRow[]> =>
  rowsOf(
    db,
    sql<EmailRow>`
      select track, count(*)::int as sent, count(*) filter (where did.opened)::int as opened,
        count(*) filter (where did.acted)::int as acted, count(*) filter (where did.replied)::int as replied
      from touches cross join lateral (
        select coalesce(bool_or(kind = 'opened'), false) as opened, coalesce(bool_or(human), false) as acted,
          coalesce(bool_or(kind = 'replied' and human), false) as replied
        from engagements where touch_key = touches.key
      ) as did
      where state in ${sent} group by track order by min(sent_at), track`,
  );

/** Touches that did not go out, or did not arrive, by the reason. */
export const undeliveredOf = (db: Db): Promise<readonly Counted[]> =>
  rowsOf(
    db,
    sql<Counted>`
      select concat(case state when 'refused' then 'refused by the mail server' else 'skipped' end, ': ', reason) as what, count(*)::int as count
      from touches where state in ${unsent} group by 1
      union all
      select concat('followed by ', case kind when 'bounced' then 'a bounce' else 'a complaint' end), count(distinct touch_key)::int
      from engagements where kind in ('bounced', 'complained') and touch_key is not null group by kind
      union all
      select 'clicked by a machine', count(distinct touch_key)::int from engagements
      where verdict = 'machine' and kind not in ('opened', 'replied') and touch_key is not null having count(*) > 0
      order by 2 desc, 1`,
  );
