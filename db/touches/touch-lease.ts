import { sql } from 'kysely';
import { statesIn, touchStates } from '../../domain/contact/touch-states.ts';
import type { Db } from '../database.ts';
import { listed } from '../states.ts';

const leased = listed(statesIn(touchStates, 'leased'));

interface Lease {
  readonly key: string;
  readonly owner: string;
  /** Real seconds from now. */
  readonly leaseSeconds: number;
}

/** Renews the lease of an email whose server is slow, so that its sender does not count as dead. @returns whether the claim was still ours */
export async function renewLease(db: Db, { key, owner, leaseSeconds }: Lease): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update touches set real_lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    where key = ${key} and owner = ${owner} and state in ${leased}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/**
 * Marks touches whose sender died as in doubt, because a lead that has moved on does not ask again. A sender that returns after all
 * settles them.
 * @returns how many
 */
export async function markAbandoned(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    update touches set state = 'inDoubt', reason = 'senderGone'
    where state = 'sending' and real_lease_until < clock_timestamp() - make_interval(secs => ${GRACE})`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Real seconds after the end of a lease in which the lead itself may ask first. */
const GRACE = 10;
