import { sql, type RawBuilder } from 'kysely';
import { ELSEWHERE } from '../../domain/contact/consent-policy.ts';
import { purposes } from '../../domain/contact/consent.ts';
import { channels, type CoreChannel } from '../../domain/contact/suppression.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { concernedByNone, concerning } from '../contact/concerning.ts';
import type { Context } from './context.ts';

/** SQL: whether a channel may reach the row of `leads`, by the rule of `contactability`. */
export const reachableBy = (context: Context, channel: CoreChannel): RawBuilder<boolean> =>
  sql`(${isAllowed(context, channel)} and ${concernedByNone(inForce(context, channel))})`;

/** SQL: the suppressions `s` that close a channel now. */
export const closing = (context: Context, channel: CoreChannel): RawBuilder<boolean> =>
  sql`${inForce(context, channel)} and ${concerning('leads')}`;

function inForce({ now }: Context, channel: CoreChannel): RawBuilder<boolean> {
  const at = new Date(now);
  return sql`s.lifted_at is null and s.channel in ('all', ${channel}) and s.at <= ${at} and (s.until is null or s.until > ${at})`;
}

/** SQL: whether a consent is valid now, by the rule of `consentsLack`. */
function isAllowed({ policy: { consent }, now }: Context, channel: CoreChannel): RawBuilder<boolean> {
  const at = new Date(now);
  const { purpose } = channels[channel];
  const covering = kindsOf(purposes, ({ includes }) => (includes as readonly string[]).includes(purpose));
  const optIns = kindsOf(consent.bases, ({ optIn }) => optIn);
  const confirmed = kindsOf(consent.bases, ({ needsConfirmation }) => needsConfirmation);
  const strict = Object.fromEntries(Object.entries(consent.jurisdictions).map(([id, { optInOnly }]) => [id, optInOnly]));
  return sql`exists (select from consents as c where c.lead_id = leads.id and c.purpose = any(${covering}::text[])
    and c.at <= ${at} and (c.withdrawn_at is null or c.withdrawn_at > ${at}) and (c.expires_at is null or c.expires_at > ${at})
    and (c.basis <> all(${confirmed}::text[]) or (c.confirmed_at is not null and c.confirmed_at <= ${at}))
    and (c.basis = any(${optIns}::text[])
      or not coalesce((${JSON.stringify(strict)}::jsonb ->> c.jurisdiction)::boolean, ${strict[ELSEWHERE] ?? true}::boolean)))`;
}
