import type { Db } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { countTooOld, forgetPage, oldRows, peopleToForget, type PeopleKind, type TooOld } from '../../db/system/retention.ts';
import { retainedKinds, tooOldBefore, type RetainedKind } from '../../domain/people/retention-policy.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { ContactPolicy } from '../contact/tell-contactability.ts';
import { eraseLead } from '../leads/erase-lead.ts';
import { onceANight, type Night } from './once-a-night.ts';

type ForgettingPolicy = ContactPolicy & Pick<Policy, 'retention'>;

const ROWS = 5_000;
const PEOPLE = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** What is too old now, by kind of data; undefined where it stays for good. */
export async function whatIsTooOld(db: Db, { retention }: Pick<Policy, 'retention'>, at: Instant) {
  const found: Partial<Record<RetainedKind, TooOld>> = {};
  for (const kind of kindsOf(retainedKinds)) {
    const limit = tooOldBefore(retention, kind, at);
    if (limit !== undefined) found[kind] = await countTooOld(db, kind, limit);
  }
  return found;
}

/** Deletes, empties and erases everything that is too old. @returns how many rows or people by kind, where there were any */
export async function forgetOld(
  db: Db,
  policy: ForgettingPolicy,
  newId: () => string,
  { at, by }: { readonly at: Instant; readonly by: string },
): Promise<Partial<Record<RetainedKind, number>>> {
  const gone: Partial<Record<RetainedKind, number>> = {};
  for (const kind of kindsOf(retainedKinds)) {
    const limit = tooOldBefore(policy.retention, kind, at);
    if (limit === undefined) continue;
    const isPeople = kind === 'saidNo' || kind === 'quiet';
    const count = isPeople ? await erasePeople(db, policy, newId, { kind, limit, at, by }) : await forgetRows(db, kind, limit);
    if (count > 0) gone[kind] = count;
  }
  return gone;
}

/** Does so once each night. */
export const forgetOldNightly = (db: Db, policy: ForgettingPolicy, newId: () => string, night: Night): Promise<0> =>
  onceANight(db, newId, 'retention.nightly', night, () => forgetOld(db, policy, newId, { at: night.at, by: 'Trellis' }));

async function forgetRows(db: Db, kind: Exclude<RetainedKind, PeopleKind>, limit: Instant): Promise<number> {
  let count = 0;
  for (const rows of oldRows[kind])
    for (let page = ROWS; page === ROWS;) {
      page = await forgetPage(db, rows, limit, ROWS);
      count += page;
    }
  return count;
}

interface Erasing {
  readonly kind: PeopleKind;
  readonly limit: Instant;
  readonly at: Instant;
  readonly by: string;
}

async function erasePeople(
  db: Db,
  policy: ContactPolicy,
  newId: () => string,
  { kind, limit, at, by }: Erasing,
): Promise<number> {
  let count = 0;
  for (let after: string | undefined = FIRST; after !== undefined;) {
    const page: string[] = await peopleToForget(db, kind, limit, after, PEOPLE);
    for (const leadId of page) {
      const { state } = await inTransaction(
        db,
        async (trx) => await eraseLead(trx, policy, newId, { leadId, at, by, tooOld: true }),
      );
      if (state === 'erased') count++;
    }
    after = page.at(-1);
  }
  return count;
}
