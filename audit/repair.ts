import { beginAct } from '../db/system/audit.ts';
import { recordEvent } from '../db/leads/lead-events.ts';
import { bareError } from '../domain/text/bare-error.ts';
import type { Audit } from './result.ts';
import type { AuditDeps } from './deps.ts';
import { CannotRepair, type Found } from './fault.ts';
import { faultKind, type Fault } from './faults.ts';

/** The result for one finding. */
export interface Repaired extends Found {
  readonly fault: Fault;
  /** What the repair did, in words; undefined when it could do nothing, and `because` says why. */
  readonly done?: string;
  readonly because?: string;
}

/**
 * Repairs the findings of an audit one by one, in the order of their kinds. Each repair adds a line to the lead's story and to the audit
 * log. A failed repair does not stop the others.
 * @param by the principal who requested it
 */
export async function repair(deps: AuditDeps, { findings }: Pick<Audit, 'findings'>, by: string): Promise<Repaired[]> {
  const repaired: Repaired[] = [];
  for (const { fault, found } of findings)
    for (const item of found) repaired.push({ fault, ...item, ...(await repairOne(deps, fault, item, by)) });
  return repaired;
}

async function repairOne(deps: AuditDeps, fault: Fault, found: Found, by: string): Promise<Pick<Repaired, 'done' | 'because'>> {
  const kind = faultKind(fault);
  if (!kind.repair) return { because: kind.isPast ? 'this can’t be undone' : 'a person must look at this' };
  try {
    const done = await kind.repair(deps, found);
    await remember(deps, fault, found, done, by);
    return { done };
  } catch (error) {
    if (error instanceof CannotRepair) return { because: error.message };
    return { because: `the repair failed: ${bareError(error).code}` };
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
