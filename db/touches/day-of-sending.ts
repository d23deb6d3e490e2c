import { sql } from 'kysely';
import type { DayOfSending } from '../../domain/contact/sending-policy.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { Db } from '../database.ts';
import { sent } from '../states.ts';

/** The results of the emails of the 24 hours before an instant. */
export async function dayOfSending(db: Db, at: Instant): Promise<DayOfSending> {
  const [from, to] = [new Date(at - DAY), new Date(at)];
  const acts = sql`from engagements where at > ${from} and at <= ${to}`;
  const { rows } = await sql<DayOfSending>`
    select (select count(*)::int from touches where state in ${sent}
        and coalesce(sent_at, claimed_at) > ${from} and sent_at > ${from} and sent_at <= ${to}) as sent,
      (select count(*)::int ${acts} and bounce is not null) as bounced,
      (select count(*)::int ${acts} and kind = 'complained') as complained`.execute(db);
  return rows[0]!;
}
