import { sql } from 'kysely';
import type { SendingTrouble } from '../../domain/contact/sending-trouble.ts';
import type { Db } from '../database.ts';

/** Since when no mail gets through; all in real time. */
export interface TroubleNow {
  readonly because: SendingTrouble;
  readonly smtpCode: number | null;
  /** How many tries have failed. */
  readonly mails: number;
  readonly since: Date;
  readonly lastAt: Date;
  /** Of which troubles operations have been told. */
  readonly told: string[];
}

const columns = sql`because, smtp_code, mails, real_since as since, real_last_at as last_at, told`;

/** Notes that a mail could not be handed over for a reason that concerns all mails. A mail that gets through ends it. */
export async function noteTrouble(db: Db, because: SendingTrouble, smtpCode: number | undefined): Promise<TroubleNow> {
  const { rows } = await sql<TroubleNow>`
    insert into sending_trouble as t (because, smtp_code) values (${because}, ${smtpCode ?? null})
    on conflict (single) do update set
      because = excluded.because, smtp_code = excluded.smtp_code, mails = t.mails + 1, real_last_at = excluded.real_last_at
    returning ${columns}`.execute(db);
  return rows[0]!;
}

/** @returns whether it is ours to tell: of many workers one tells, once for each trouble */
export async function claimTelling(db: Db, because: SendingTrouble): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update sending_trouble set told = array_append(told, ${because}) where not ${because} = any (told)`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** The trouble that operations have been told of, if it stands. */
export async function troubleNow(db: Db): Promise<TroubleNow | undefined> {
  const { rows } = await sql<TroubleNow>`select ${columns} from sending_trouble where told <> '{}'`.execute(db);
  return rows[0];
}
