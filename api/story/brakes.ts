import { sql } from 'kysely';
import { brakes as brakeKinds, type BrakeKind } from '../../domain/contact/brakes.ts';
import { dayInWords, sentence } from '../../domain/text/words.ts';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  /** The kind of the brake, or `released`. */
  readonly kind: string;
  readonly brake: BrakeKind;
  readonly campaign: string | null;
  readonly because: string | null;
  readonly until: Date | null;
  readonly by: string;
}

/** SQL: whether a brake of `mine` was released because another one took its place. */
const wasReplaced = sql`exists (select from mine as next where next.kind = mine.kind and next.at = mine.released_at and next.id > mine.id
  and (next.campaign_id, next.account_id, next.lead_id) is not distinct from (mine.campaign_id, mine.account_id, mine.lead_id))`;

/** What was held and released while the lead was in the campaign: for the lead, its account, the campaign, or everything. */
export const brakes = source(
  'brakes',
  (leadId) => sql<Row>`
    with mine as (
      select b.*, campaigns.name as campaign from brakes b join leads on leads.id = ${leadId} left join campaigns on campaigns.id = b.campaign_id
      where (b.account_id is null or b.account_id = leads.account_id) and (b.lead_id is null or b.lead_id = leads.id)
        and (exists (select from enrolments e where e.lead_id = leads.id and e.state <> 'refused'
            and (b.campaign_id is null or e.campaign_id = b.campaign_id) and (e.ended_at is null or e.ended_at >= b.at))
          or exists (select from touches t where t.lead_id = leads.id and t.enrolment_id is null and t.campaign_id = b.campaign_id))
    )
    select at, kind, kind as brake, campaign, because, until, set_by as by from mine
    union all
    select released_at, 'released', kind, campaign, null, null, released_by from mine where released_at is not null and not ${wasReplaced}
    order by at`,
  ({ kind, brake, campaign, because, until, by }) => {
    const what = campaign === null ? brakeKinds[brake].label : `${brakeKinds[brake].label} ("${campaign}")`;
    if (kind === 'released') return sentence('goes on after', what, `(by ${by})`);
    return sentence(what, until && `until ${dayInWords(until.getTime())}`, because && `: ${because}`, `(by ${by})`);
  },
);
