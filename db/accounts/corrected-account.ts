import { sql } from 'kysely';
import type { Change } from '../../domain/lead/change.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../database.ts';
import { intoLeadEvents } from '../leads/lead-events.ts';

interface Correction {
  readonly at: Instant;
  /** The name of the person who made it. */
  readonly by: string;
  readonly changes: readonly Change[];
}

/** Tells the correction of an account in the stories of its people. */
export const correctedAccount = (trx: Trx, accountId: string, { at, by, changes }: Correction): Promise<unknown> =>
  sql`
    ${intoLeadEvents}
    select id, ${new Date(at)}::timestamptz, 'accountCorrected', ${by}::text, jsonb_build_object('account', (select name from accounts where id = ${accountId}), 'changes', ${JSON.stringify(changes)}::jsonb)
    from leads where account_id = ${accountId}`.execute(trx);
