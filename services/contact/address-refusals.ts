import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { mailBlames, type MailBlame, type MailBlameSpec } from '../../domain/contact/mail-status.ts';
import type { Db, Trx } from '../../db/database.ts';
import { closeChannel } from './close-channel.ts';
import type { ContactPolicy } from './tell-contactability.ts';

export interface AddressRefusal {
  readonly leadId: string;
  /** The cause. Its row in `mailBlames` says how many consecutive refusals close the address. */
  readonly blame: MailBlame;
  readonly at: Instant;
  /** The touch that the server refused. */
  readonly touchKey: string;
}

/**
 * Records that an address refused an email permanently, in an SMTP answer or a report, and closes the address after too many
 * consecutive refusals. An email that was accepted and did not bounce resets the count. Call it once for each touch.
 * @returns whether this refusal closed the address
 */
export async function recordRefusal(
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  refusal: AddressRefusal,
): Promise<boolean> {
  const { leadId, blame, at, touchKey } = refusal;
  const row: MailBlameSpec = mailBlames[blame];
  if (row.closesAfter === undefined && row.listsAfter === undefined) return false;
  const { rows } = await sql<{ inARow: number }>`
    insert into address_refusals as r (email_key, blame, in_a_row, first_at, last_at)
    select email_key, ${blame}, 1, ${new Date(at)}::timestamptz, ${new Date(at)}::timestamptz from leads where id = ${leadId}
    on conflict (email_key, blame) do update set
      in_a_row = case when ${gotThrough(sql`${touchKey}`)} then 1 else r.in_a_row + 1 end,
      first_at = case when ${gotThrough(sql`${touchKey}`)} then excluded.first_at else r.first_at end,
      last_at = greatest(r.last_at, excluded.last_at)
    returning in_a_row`.execute(trx);
  const inARow = rows[0]?.inARow ?? 0;
  if (row.closesAfter === undefined || inARow < row.closesAfter) return false;
  const { wasOpen } = await closeChannel(trx, policy, newId, { leadId, reason: 'bounced', at });
  return wasOpen;
}

/** Open addresses that keep refusing email for temporary reasons. A person decides what to do. */
export async function failingAddresses(db: Db, limit: number) {
  const listed = Object.entries(mailBlames).flatMap(([blame, row]) =>
    'listsAfter' in row ? [[blame, row.listsAfter] as const] : [],
  );
  const isOverLimit = sql.join(
    listed.map(([blame, times]) => sql`(r.blame = ${blame} and r.in_a_row >= ${times})`),
    sql` or `,
  );
  const { rows } = await sql<{ leadId: string; email: string; blame: MailBlame; inARow: number; firstAt: Date; lastAt: Date }>`
    select leads.id as lead_id, leads.email, r.blame, r.in_a_row, r.first_at, r.last_at
    from address_refusals r join leads on leads.email_key = r.email_key
    where (${isOverLimit}) and not ${gotThrough(sql`''`)}
    order by r.last_at desc limit ${limit}`.execute(db);
  return rows.map(({ firstAt, lastAt, ...row }) => ({ ...row, firstAt: firstAt.getTime(), lastAt: lastAt.getTime() }));
}

/** SQL: whether an email reached the address of the row `r` since its last refusal: it was accepted and did not bounce. */
const gotThrough = (otherThan: ReturnType<typeof sql>) => sql<boolean>`exists (
  select from touches t join leads l on l.id = t.lead_id
  where l.email_key = r.email_key and t.state = 'accepted' and t.sent_at > r.last_at and t.key <> ${otherThan}
    and not exists (select from engagements e where e.touch_key = t.key and e.kind = 'bounced')
)`;
