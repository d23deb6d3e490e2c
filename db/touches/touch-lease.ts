import { sql } from 'kysely';
import type { Db } from '../database.ts';

interface Lease {
  readonly key: string;
  readonly owner: string;
  /** Real seconds from now. */
  readonly leaseSeconds: number;
}

/** Holds on to a mail that is on its way, so that nobody takes its sender for gone. @returns whether it was still ours */
export const renewLease = async (db: Db, { key, owner, leaseSeconds }: Lease): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update touches set real_lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    where key = ${key} and owner = ${owner} and state = 'sending'`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
};

/**
 * Says of touches whose sender is gone that they are in doubt: a lead that has gone on meanwhile does not ask again.
 * An owner who still comes back settles them.
 * @returns how many
 */
export const doubtAbandoned = async (db: Db): Promise<number> => {
  const { numAffectedRows } = await sql`
    update touches set state = 'inDoubt', reason = 'senderGone'
    where state = 'sending' and real_lease_until < clock_timestamp() - make_interval(secs => ${GRACE})`.execute(db);
  return Number(numAffectedRows ?? 0n);
};

/** Real seconds after the end of a lease in which the lead itself may ask first. */
const GRACE = 10;
