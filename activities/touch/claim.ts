import type { Deps } from '../deps.ts';
import type { AnyTouchOrder, TouchOrder, TouchResult } from '../contract.ts';
import { removeAbandoned, needsOwnStatement } from '../../db/leads/journal.ts';
import { claimTouch, type ClaimedTouch, type TouchClaim } from '../../db/touches/touch-claim.ts';
import type { TouchFacts } from '../../db/touches/touch-facts.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { COUNTED } from '../../domain/contact/frequency.ts';
import { ActivityError } from '../errors.ts';
import { warnOfMoves, writeJournal } from '../record.ts';
import type { Delivery } from './delivery.ts';
import type { Ledger } from './ledger.ts';
import { storedResult } from './stored-result.ts';

/** The claim on a touch that this execution may send. */
export interface Claim {
  readonly owner: string;
  readonly attempts: number;
  readonly facts: TouchFacts;
  /** Whether it reserved a rate-limit slot earlier. */
  readonly hasSlot: boolean;
}

/** If another worker holds the claim: real milliseconds to wait after its lease ends. */
const AFTER_LEASE = 500;

/**
 * Claims the touch, or returns its result if it has one.
 *
 * If another worker holds the claim (an attempt that timed out but continues, or a worker that died), the lead asks again after its
 * lease. Waiting here would block the lead's workflow task, and so a rep's update, for as long as an email server is slow.
 */
export async function claim(
  deps: Deps,
  ledger: Ledger,
  { channel }: Delivery,
  order: AnyTouchOrder,
  owner: string,
): Promise<Claim | TouchResult> {
  const { content, clock, renderer, settings } = deps;
  const at = clock.now();
  const { leaseSeconds } = settings.limits;
  const version = renderer.versionFor(order.content, order.personas);
  const persona = version === 'default' ? null : version;
  const wanted = { ...order, channel, persona, owner, at, leaseSeconds, sentSince: at - COUNTED };
  const row = order.enrolmentId === undefined ? await ledger.claim(wanted) : await claimOfProgram(deps, order, wanted);
  if (row.claimed !== 'claimed') {
    const stored = row.claimed === 'inDoubt' ? { state: row.claimed, sentAt: row.sentAt, reason: null } : row.stored;
    const result = stored && storedResult(content, channel, order, stored);
    return result ?? { state: 'deferred', because: 'busy', until: afterLease(row, clock.spec.speed, clock.now(), settings) };
  }
  if (!row.facts) throw new ActivityError('LEAD_UNKNOWN', order.leadId, 'end its workflow');
  return { owner, attempts: row.attempts ?? 0, facts: row.facts, hasSlot: hasSlot(row) };
}

/** The claim writes the journal of the lead's program. */
async function claimOfProgram(deps: Deps, order: TouchOrder, wanted: TouchClaim): Promise<ClaimedTouch> {
  const { db, log } = deps;
  const alone = needsOwnStatement(order);
  if (alone) await writeJournal(db, order, deps);
  const { turn, after } = order;
  const journal = alone ? [] : order.journal;
  const row = await claimTouch(db, { ...wanted, journal, turn, after }).catch((error: unknown) => {
    throw isForeignKeyViolation(error) ? new ActivityError('LEAD_UNKNOWN', order.leadId, 'end its workflow') : error;
  });
  warnOfMoves(order.leadId, row.illegalMoves, log);
  if (row.hasAbandoned) await removeAbandoned(db, order);
  return row;
}

const isForeignKeyViolation = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23503';

const hasSlot = ({ stored }: ClaimedTouch): boolean =>
  stored?.state === 'deferred' && stored.reason === 'rate' && (stored.leaseMs ?? 0) > 0;

function afterLease({ stored }: ClaimedTouch, speed: number, now: Instant, { limits }: Deps['settings']): Instant {
  const leaseMs = Math.max(0, stored?.leaseMs ?? limits.leaseSeconds * 1000);
  return now + Math.ceil((leaseMs + AFTER_LEASE) * speed);
}
