import type { SheetRow } from '../../../db/tasks/sheet-row.ts';
import { rungsReached } from '../../../db/tasks/queue.ts';
import { movedClock } from '../../../services/tasks/sla-clock.ts';
import { rungs, slaNamed } from '../../../domain/sales/sla.ts';
import { labelOf } from '../../../domain/text/own.ts';
import { readCalendar } from '../../../domain/time/written-hours.ts';
import type { ApiDeps } from '../../procedures/context.ts';
import { iso } from '../../procedures/iso.ts';

/** The clock of a task: what was agreed, the rung that comes next, and those that were reached. Undefined for a task without one. */
export async function clockOf({ db, policy, clock }: Pick<ApiDeps, 'db' | 'policy' | 'clock'>, row: SheetRow) {
  if (row.sla === null) return undefined;
  const { teamId: id, team: slug, slaMode, slaModes } = row;
  const locked = { task: row, team: { id, slug, slaMode, slaModes, calendar: readCalendar(row.calendar) } };
  const running = await db.transaction().execute((trx) => movedClock(trx, policy, locked, clock.now()));
  const reached = await rungsReached(db, [row.id]);
  const isReached = (rung: string) => reached.some((one) => one.round === row.round && one.rung === rung);
  const next = running?.rungs.find(({ rung }) => !isReached(rung));
  const { label, from, met, target, ladder } = slaNamed(policy.slas, row.sla);
  return {
    sla: row.sla,
    label,
    /** What was agreed: the working time from the start to the target. */
    target: target ?? ladder[0]?.after,
    from: iso(row.clockFrom),
    /** What started it, and what stops it, in words. */
    startedBy: from,
    stoppedBy: met,
    dueAt: iso(row.dueAt),
    isOverdue: row.state === 'open' && row.dueAt !== null && row.dueAt.getTime() <= clock.now(),
    next: next && { rung: next.rung, label: rungs[next.rung].label, at: iso(next.at) },
    reached: reached.map(({ round, rung, at, mode }) => ({ round, rung, label: labelOf(rungs, rung), at: iso(at), mode })),
  };
}
