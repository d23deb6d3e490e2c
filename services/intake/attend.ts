import { inTransaction } from '../../db/in-transaction.ts';
import { isInProgram } from '../../db/campaigns/lead-enrolment.ts';
import { actById, lastAct } from '../../db/engagements/last-act.ts';
import type { Db } from '../../db/database.ts';
import { countAssumedPlaces, type Place } from '../../db/system/places.ts';
import { countUnattended, findUnattended, unattendedKinds, type UnattendedKindName } from '../../db/system/unattended.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { giveToPerson } from '../tasks/unattended.ts';
import type { AnswerPolicy } from '../tasks/answer-task.ts';
import { enterStanding } from './enter-standing.ts';

const MOST = 500;

/** What nobody looks after, in numbers and ids. It names nobody, so that it can be saved. */
export interface UnattendedCount {
  readonly counts: Readonly<Record<UnattendedKindName, number>>;
  /** How many leads are where. */
  readonly leads: Readonly<Record<Place, number>>;
  /** The oldest. */
  readonly oldest: readonly { readonly kind: UnattendedKindName; readonly id: string }[];
}

/** Counts what nobody looks after, and how many leads are where. It believes what programs say; `ops.stuck` lists the rest. */
export async function unattendedNow(db: Db, now: Instant): Promise<UnattendedCount> {
  const [counts, leads, oldest] = await Promise.all([
    countUnattended(db, now),
    countAssumedPlaces(db),
    findUnattended(db, now, { limit: MOST }),
  ]);
  return { counts, leads, oldest: oldest.map(({ kind, id }) => ({ kind, id })) };
}

/** Of what nobody looked after when it was counted: what is so still, the oldest first. */
export async function stillUnattended(db: Db, now: Instant, { counts, oldest }: Pick<UnattendedCount, 'counts' | 'oldest'>) {
  const unattended = await findUnattended(db, now, { limit: MOST, among: oldest.map(({ id }) => id) });
  const left = (kind: UnattendedKindName) => {
    const isOne = (one: { readonly kind: string }) => one.kind === kind;
    return counts[kind] - oldest.filter(isOne).length + unattended.filter(isOne).length;
  };
  const countsLeft = Object.fromEntries(kindsOf(unattendedKinds).map((kind) => [kind, left(kind)])) as UnattendedCount['counts'];
  return { count: sumOf(countsLeft), counts: countsLeft, unattended };
}

export const sumOf = (counts: Readonly<Record<UnattendedKindName, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

export type AttendPolicy = AnswerPolicy & Pick<Policy, 'consent'>;

/** Gives a lead that is nowhere to the standing program or a rep. @returns false if there is neither */
export async function attendLead(
  db: Db,
  policy: AttendPolicy,
  newId: () => string,
  leadId: string,
  now: Instant,
): Promise<boolean> {
  const act = await lastAct(db, leadId);
  const { source = '', kind, isRequest = false } = act ?? {};
  await inTransaction(db, (trx) => enterStanding(trx, policy, newId, { leadId, source, purpose: 'marketing', at: now }));
  if (await isInProgram(db, leadId)) return true;
  return await giveToPerson(db, policy, newId, { id: act?.id ?? leadId, leadId, kind, source, isRequest, at: now }, now);
}

type Attending = (db: Db, policy: AttendPolicy, newId: () => string, id: string, now: Instant) => Promise<boolean>;

/** What is done about the kinds that need no decision of a person. @returns whether it helped */
const attending: { readonly [Kind in UnattendedKindName]?: Attending } = {
  lead: attendLead,
  async request(db, policy, newId, id, now) {
    const act = await actById(db, id);
    return act !== undefined && (await giveToPerson(db, policy, newId, { ...act, at: act.at.getTime() }, now));
  },
};

/**
 * Gives every lead that nobody looks after to the standing program or a rep.
 * @returns how many it helped, and how many of each kind are left: a person must decide about them
 */
export async function attend(db: Db, policy: AttendPolicy, newId: () => string, now: Instant) {
  const unattended = await findUnattended(db, now, { limit: MOST });
  let attended = 0;
  for (const found of unattended) if (await attending[found.kind]?.(db, policy, newId, found.id, now)) attended++;
  const counts = await countUnattended(db, now);
  return { attended, left: sumOf(counts), counts };
}
