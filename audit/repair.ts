import { beginAct } from '../db/system/audit.ts';
import { recordEvent } from '../db/leads/lead-events.ts';
import { bareError } from '../domain/text/bare-error.ts';
import type { Audit } from './result.ts';
import type { AuditDeps } from './deps.ts';
import { CannotMend, type Found } from './fault.ts';
import { faultKind, type Fault } from './faults.ts';

/** What became of one fault. */
export interface Repaired extends Found {
  readonly fault: Fault;
  /** What was done, in words; or why nothing could be. */
  readonly done?: string;
  readonly because?: string;
}

/**
 * Mends what an audit has found, one after the other, in the order of the kinds. Each repair is a line in the lead's story, and
 * one in the audit log. A failure of one holds up no other.
 * @param by who asked for it
 */
export async function repair(deps: AuditDeps, { findings }: Pick<Audit, 'findings'>, by: string): Promise<Repaired[]> {
  const repaired: Repaired[] = [];
  for (const { fault, found } of findings)
    for (const one of found) repaired.push({ fault, ...one, ...(await mendOne(deps, fault, one, by)) });
  return repaired;
}

async function mendOne(deps: AuditDeps, fault: Fault, found: Found, by: string): Promise<Pick<Repaired, 'done' | 'because'>> {
  const { mend, isPast } = faultKind(fault);
  if (!mend) return { because: isPast ? 'it can not be undone' : 'a person has to look at it' };
  try {
    const done = await mend(deps, found);
    await remember(deps, fault, found, done, by);
    return { done };
  } catch (error) {
    if (error instanceof CannotMend) return { because: error.message };
    return { because: `it failed: ${bareError(error).code}` };
  }
}

async function remember(
  { db, clock, newId }: AuditDeps,
  fault: Fault,
  { id, leadId }: Found,
  done: string,
  by: string,
): Promise<void> {
  const at = clock.now();
  const act = { id: newId(), at, principal: by, action: 'audit.repair', subjects: [id], detail: { fault, done } };
  await beginAct(db, act, 'done');
  if (leadId !== null) await recordEvent(db, { leadId, at, by, kind: 'repaired', data: { fault: faultKind(fault).label, done } });
}
