import { acknowledgedFaults, saveAcknowledged } from '../db/system/acknowledged-faults.ts';
import type { Db } from '../db/database.ts';
import type { Audit, Finding } from './result.ts';
import type { AuditDeps } from './deps.ts';
import type { Found } from './fault.ts';
import { faultKind, type Fault } from './faults.ts';

/** Findings, apart from what somebody has acknowledged of them. Another case of the same kind is none of that. */
export async function setApart(db: Db, findings: readonly Finding[]): Promise<Pick<Audit, 'findings' | 'acknowledged'>> {
  const known = new Map((await acknowledgedFaults(db)).map((one) => [`${one.fault} ${one.id}`, one]));
  const knownOf = (fault: Fault, { id }: Found) => (faultKind(fault).isPast ? known.get(`${fault} ${id}`) : undefined);
  return {
    findings: findings.flatMap(({ fault, found }) => {
      const open = found.filter((one) => !knownOf(fault, one));
      return open.length > 0 ? [{ fault, found: open }] : [];
    }),
    acknowledged: findings.flatMap(({ fault, found }) =>
      found.flatMap((one) => {
        const acknowledgement = knownOf(fault, one);
        return acknowledgement ? [{ ...one, ...acknowledgement, fault }] : [];
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
 * Saves that somebody knows of findings.
 * @returns the audit as it is with that
 * @throws CannotAcknowledge, and saves nothing, when one of them is unknown, or can still be put right
 */
export async function acknowledge({ db, clock }: AuditDeps, found: Audit, { ids, by, reason }: Order): Promise<Audit> {
  const past = found.findings.filter(({ fault }) => faultKind(fault).isPast);
  const rows = ids.flatMap((id) => {
    const kinds = past.filter((finding) => finding.found.some((one) => one.id === id));
    if (kinds.length === 0) throw new CannotAcknowledge(whyNot(found, id));
    return kinds.map(({ fault }) => ({ fault, id, reason, by, at: clock.now() }));
  });
  await saveAcknowledged(db, rows);
  const { findings, acknowledged } = await setApart(db, found.findings);
  return { ...found, ...verdictOf(findings), acknowledged: [...found.acknowledged, ...acknowledged] };
}

function whyNot({ findings, acknowledged }: Audit, id: string): string {
  const before = acknowledged.find((one) => one.id === id);
  if (before) return `${before.by} has acknowledged ${id} already.`;
  const open = findings.find(({ found }) => found.some((one) => one.id === id));
  return open
    ? `${id} is among the ${faultKind(open.fault).label}: that can be put right. See what the audit says about it.`
    : `the audit has found nothing with the id ${id}. Copy it from the list: trellis audit.`;
}

/** Findings, and whether an audit passes with them: notes, which a person has to look at, don't count. */
export const verdictOf = (findings: readonly Finding[]): Pick<Audit, 'findings' | 'passes'> => ({
  findings,
  passes: findings.every(({ fault }) => faultKind(fault).isNote),
});

/** A finding that nobody can acknowledge. The message says why, in words. */
export class CannotAcknowledge extends Error {
  override readonly name = 'CannotAcknowledge';
}
