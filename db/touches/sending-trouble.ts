import { sql } from 'kysely';
import type { SendingTrouble } from '../../domain/contact/sending-trouble.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';

/** Since when no message gets through on a channel; everything in real time. */
export interface TroubleNow {
  readonly channel: Channel;
  readonly because: SendingTrouble;
  readonly smtpCode: number | null;
  /** How many attempts have failed. */
  readonly mails: number;
  readonly since: Date;
  readonly lastAt: Date;
  /** The problems that operations have been told about. */
  readonly told: string[];
}

const columns = sql`channel, because, smtp_code, mails, real_since as since, real_last_at as last_at, told`;

/** Records that a message could not be sent for a reason that affects all of its channel. One that gets through ends it. */
export async function recordTrouble(
  db: Db,
  channel: Channel,
  because: SendingTrouble,
  smtpCode: number | undefined,
): Promise<TroubleNow> {
  const { rows } = await sql<TroubleNow>`
    insert into sending_trouble as t (channel, because, smtp_code) values (${channel}, ${because}, ${smtpCode ?? null})
    on conflict (channel) do update set
      because = excluded.because, smtp_code = excluded.smtp_code, mails = t.mails + 1, real_last_at = excluded.real_last_at
    returning ${columns}`.execute(db);
  return rows[0]!;
}

/** @returns whether this process should tell operations: only one worker does, once for each problem. @param at program time */
export async function claimTelling(db: Db, channel: Channel, because: SendingTrouble, at: Instant): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update sending_trouble set told = array_append(told, ${because}), told_at = ${new Date(at)} where channel = ${channel} and not ${because} = any (told)`.execute(
    db,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

/** The current problems that operations have been told about, one for each channel: that of emails first. */
export async function troublesNow(db: Db): Promise<TroubleNow[]> {
  const { rows } =
    await sql<TroubleNow>`select ${columns} from sending_trouble where told <> '{}' order by channel <> 'email', channel`.execute(
      db,
    );
  return rows;
}

/** The first of them. */
export const troubleNow = async (db: Db): Promise<TroubleNow | undefined> => (await troublesNow(db))[0];
