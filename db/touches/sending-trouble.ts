import { sql } from 'kysely';
import type { SendingTrouble } from '../../domain/contact/sending-trouble.ts';
import type { Db } from '../database.ts';

/** Since when no email gets through; everything in real time. */
export interface TroubleNow {
  readonly because: SendingTrouble;
  readonly smtpCode: number | null;
  /** How many attempts have failed. */
  readonly mails: number;
  readonly since: Date;
  readonly lastAt: Date;
  /** The problems that operations have been told about. */
  readonly told: string[];
}

const columns = sql`because, smtp_code, mails, real_since as since, real_last_at as last_at, told`;

/** Records that an email could not be sent for a reason that affects all emails. An email that gets through ends it. */
export async function recordTrouble(db: Db, because: SendingTrouble, smtpCode: number | undefined): Promise<TroubleNow> {
  const { rows } = await sql<TroubleNow>`
    insert into sending_trouble as t (because, smtp_code) values (${because}, ${smtpCode ?? null})
    on conflict (single) do update set
      because = excluded.because, smtp_code = excluded.smtp_code, mails = t.mails + 1, real_last_at = excluded.real_last_at
    returning ${columns}`.execute(db);
  return rows[0]!;
}

/** @returns whether this process should tell operations: only one worker does, once for each problem */
export async function claimTelling(db: Db, because: SendingTrouble): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update sending_trouble set told = array_append(told, ${because}) where not ${because} = any (told)`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** The current problem, if operations have been told. */
export async function troubleNow(db: Db): Promise<TroubleNow | undefined> {
  const { rows } = await sql<TroubleNow>`select ${columns} from sending_trouble where told <> '{}'`.execute(db);
  return rows[0];
}
