import { acknowledgedFaults, saveAcknowledged } from '../db/system/acknowledged-faults.ts';
import type { Db } from '../db/database.ts';
import type { Audit, Finding } from './result.ts';
import type { AuditDeps } from './deps.ts';
import type { Found } from './fault.ts';
import { faultKind, type Fault } from './faults.ts';

/** Separates open findings from acknowledged ones. A new case of an acknowledged kind stays open. */
export async function setApart(db: Db, findings: readonly Finding[]): Promise<Pick<Audit, 'findings' | 'acknowledged'>> {
  const known = new Map((await acknowledgedFaults(db)).map((row) => [`${row.fault} ${row.id}`, row]));
  const knownOf = (fault: Fault, { id }: Found) => (faultKind(fault).isPast ? known.get(`${fault} ${id}`) : undefined);
  return {
    findings: findings.flatMap(({ fault, found }) => {
      const open = found.filter((item) => !knownOf(fault, item));
      return open.length > 0 ? [{ fault, found: open }] : [];
    }),
    acknowledged: findings.flatMap(({ fault, found }) =>
      found.flatMap((item) => {
        const acknowledgement = knownOf(fault, item);
        return acknowledgement ? [{ ...item, ...acknowledgement, fault }] : [];
      }),
    ),
  };
}

/** Who acknowledges which findings of an audit, and why. */
interface Order {
  readonly ids: readonly string[];
  readonly by: string;
  readonly reason: string;
}

/**
 * Saves acknowledgements of findings.
 * @returns the audit with those findings acknowledged
 * @throws CannotAcknowledge, and saves nothing, when a finding is unknown or can still be repaired
 */
export async function acknowledge({ db, clock }: AuditDeps, found: Audit, { ids, by, reason }: Order): Promise<Audit> {
  const past = found.findings.filter(({ fault }) => faultKind(fault).isPast);
  const rows = ids.flatMap((id) => {
    const kinds = past.filter((finding) => finding.found.some((item) => item.id === id));
    if (kinds.length === 0) throw new CannotAcknowledge(whyNot(found, id));
    return kinds.map(({ fault }) => ({ fault, id, reason, by, at: clock.now() }));
  });
  await saveAcknowledged(db, rows);
  const { findings, acknowledged } = await setApart(db, found.findings);
  return { ...found, ...verdictOf(findings), acknowledged: [...found.acknowledged, ...acknowledged] };
}

function whyNot({ findings, acknowledged }: Audit, id: string): string {
  const before = acknowledged.find((item) => item.id === id);
  if (before) return `${before.by} has already acknowledged ${id}.`;
  const open = findings.find(({ found }) => found.some((item) => item.id === id));
  return open
    ? `${id} is among the ${faultKind(open.fault).label}, which can be repaired. See the audit's advice.`
    : `the audit has no finding with the id ${id}. Copy the id from the list: trellis audit.`;
}

/** The findings, and whether an audit passes with them: notes don't count. */
export const verdictOf = (findings: readonly Finding[]): Pick<Audit, 'findings' | 'passes'> => ({
  findings,
  passes: findings.every(({ fault }) => faultKind(fault).isNote),
});

/** A finding can't be acknowledged. The message says why. */
export class CannotAcknowledge extends Error {
  override readonly name = 'CannotAcknowledge';
}
