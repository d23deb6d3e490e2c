import { sql } from 'kysely';
import { mailBlames, type MailBlame } from '../../domain/contact/mail-status.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import type { PageAfter } from '../page.ts';

export interface AddressRefusal {
  readonly leadId: string;
  /** The cause. Its row in `mailBlames` says how many consecutive refusals close the address. */
  readonly blame: MailBlame;
  readonly at: Instant;
  /** The touch that the server refused. */
  readonly touchKey: string;
}

/** Counts a refusal; an email that got through since the last one starts the count again. @returns how many in a row */
export async function countRefusal(trx: Trx, { leadId, blame, at, touchKey }: AddressRefusal): Promise<number> {
  const { rows } = await sql<{ inARow: number }>`
    insert into address_refusals as r (email_key, blame, in_a_row, first_at, last_at)
    select email_key, ${blame}, 1, ${new Date(at)}::timestamptz, ${new Date(at)}::timestamptz from leads where id = ${leadId}
    on conflict (email_key, blame) do update set
      in_a_row = case when ${gotThrough(sql`${touchKey}`)} then 1 else r.in_a_row + 1 end,
      first_at = case when ${gotThrough(sql`${touchKey}`)} then excluded.first_at else r.first_at end,
      last_at = greatest(r.last_at, excluded.last_at)
    returning in_a_row`.execute(trx);
  return rows[0]?.inARow ?? 0;
}

/** Open addresses that keep refusing email for temporary reasons. A person decides what to do. */
export async function failingAddresses(db: Db, { after, limit }: PageAfter) {
  const listed = Object.entries(mailBlames).flatMap(([blame, row]) =>
    'listsAfter' in row ? [[blame, row.listsAfter] as const] : [],
  );
  const tooOften = sql.join(
    listed.map(([blame, times]) => sql`(r.blame = ${blame} and r.in_a_row >= ${times})`),
    sql` or `,
  );
  const { rows } = await sql<{ leadId: string; email: string; blame: MailBlame; inARow: number; firstAt: Date; lastAt: Date }>`
    select leads.id as lead_id, leads.email, r.blame, r.in_a_row, r.first_at, r.last_at
    from address_refusals r join leads on leads.email_key = r.email_key
    where (${tooOften}) and not ${gotThrough(sql`''`)} and (${after ?? null}::uuid is null or leads.id < ${after ?? null}::uuid)
    order by leads.id desc limit ${limit}`.execute(db);
  return rows.map(({ firstAt, lastAt, ...row }) => ({ ...row, firstAt: firstAt.getTime(), lastAt: lastAt.getTime() }));
}

/** SQL: whether an email reached the address of the row `r` since its last refusal: it was accepted and did not bounce. */
const gotThrough = (otherThan: ReturnType<typeof sql>) => sql<boolean>`exists (
  select from touches t join leads l on l.id = t.lead_id
  where l.email_key = r.email_key and t.state = 'accepted' and t.sent_at > r.last_at and t.key <> ${otherThan}
    and not exists (select from engagements e where e.touch_key = t.key and e.kind = 'bounced')
)`;
