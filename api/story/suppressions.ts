import { sql } from 'kysely';
import { concerning } from '../../db/contact/concerning.ts';
import { labelOf } from '../../domain/text/own.ts';
import { suppressionReasons } from '../../domain/contact/suppression.ts';
import { suppressionScopes } from '../../domain/contact/suppression-scope.ts';
import { dayInWords, lowerFirst, sentence } from '../../domain/text/words.ts';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  /** The reason, or `lifted`. */
  readonly kind: string;
  readonly channel: string;
  readonly scope: string;
  readonly reason: string;
  readonly until: Date | null;
  readonly by: string | null;
}

/** What was closed and reopened: for the lead, its address, its company and everybody. */
export const suppressions = source(
  'suppressions',
  (leadId) => sql<Row>`
    with mine as (
      select s.* from suppressions as s join leads on leads.id = ${leadId}
      where ${concerning('leads')} or (s.scope = 'program' and s.subject like ${`${leadId}/%`})
    )
    select at, reason as kind, channel, scope, reason, until, by from mine
    union all
    select lifted_at, 'lifted', channel, scope, reason, null, lifted_by from mine where lifted_at is not null
    order by at`,
  ({ kind, channel, scope, reason, until, by }) => {
    const what = channel === 'all' ? 'every channel' : channel;
    const why = lowerFirst(labelOf(suppressionReasons, reason));
    if (kind === 'lifted') return sentence(what, 'opened again, which was closed:', why, by && `(by ${by})`);
    const whom = scope !== 'lead' && `(${lowerFirst(labelOf(suppressionScopes, scope))})`;
    return sentence(what, 'closed', until && `until ${dayInWords(until.getTime())}`, `: ${why}`, whom, by && `(by ${by})`);
  },
);
