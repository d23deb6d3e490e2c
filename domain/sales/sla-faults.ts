import { unlessKnown } from '../policy/unless.ts';
import { isWorkingDuration, workingAmount } from '../time/duration.ts';
import type { RecycleReasons } from './recycle.ts';
import { rungs, type LadderRung, type Sla, type Slas } from './sla.ts';

/** The faults of an app's SLAs; `reasons` are the recycle reasons that they may name. */
export const slaFaults = (slas: Slas, reasons: RecycleReasons): string[] =>
  Object.entries(slas).flatMap(([id, sla]) => faultsOf(sla, reasons).map((fault) => `${id}: ${fault}`));

function faultsOf({ label, from, met, target, ladder = [], recycleAs }: Partial<Sla>, reasons: RecycleReasons): string[] {
  const faults: string[] = [];
  if (!label) faults.push('expected a label');
  if (!from) faults.push('expected what starts its clock (from)');
  if (!met) faults.push('expected what stops its clock (met)');
  if (ladder.length === 0) faults.push('expected a ladder of at least one rung');
  faults.push(...ladderFaults(ladder));
  if (target !== undefined && !isWorkingDuration(target))
    faults.push(`target: expected working time such as "2 working hours", got "${String(target)}"`);
  if (ladder.some(({ rung }) => rung === 'recycle') && recycleAs === undefined)
    faults.push('expected the reason for recycling its lead (recycleAs)');
  if (recycleAs !== undefined)
    faults.push(...unlessKnown(recycleAs, Object.keys(reasons), `recycleAs: there is no reason "${recycleAs}"`));
  return faults;
}

function ladderFaults(ladder: readonly LadderRung[]): string[] {
  const faults: string[] = [];
  let before = { days: 0, milliseconds: 0 };
  for (const { rung, after } of ladder) {
    faults.push(...unlessKnown(rung, Object.keys(rungs), `ladder: there is no rung "${rung}"`));
    if (!isWorkingDuration(after)) {
      faults.push(`ladder: expected working time such as "4 working hours", got "${String(after)}"`);
      continue;
    }
    const { days, milliseconds } = workingAmount(after);
    if (days < before.days || (days === before.days && milliseconds <= before.milliseconds))
      faults.push(`ladder: ${rung} after ${after} is not later than the rung before it`);
    before = { days, milliseconds };
  }
  return faults;
}
