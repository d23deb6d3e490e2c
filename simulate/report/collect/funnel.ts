import type { Db } from '../../../db/database.ts';
import { countBy } from '../../../db/reports/count.ts';
import { within, type Scope } from '../../../db/reports/scope.ts';
import { funnelStages, funnelWay, isFinal, type FunnelStage } from '../../../domain/lead/funnel.ts';
import { kindsOf } from '../../../domain/text/kinds.ts';
import type { Counted, Ending, FunnelRow } from '../report.ts';
import { countsOf, rowsOf, sql } from './query.ts';

/** How many leads were ever in each stage, and how many are now. */
export async function funnelOf(db: Db, scope: Scope): Promise<FunnelRow[]> {
  const [steps, stages] = await Promise.all([
    countBy(db, 'arrived', ['stage'], within(scope, { what: 'reached' })),
    countBy(db, 'now', ['stage'], scope),
  ]);
  const moves = await countBy(db, 'moves', ['to'], scope);
  return kindsOf(funnelStages).map((stage) => {
    const isOnTheWay = funnelWay.some((one) => one === stage);
    const reached = isOnTheWay
      ? steps.find(({ of }) => of['stage'] === stage)?.count
      : moves.find(({ of }) => of['to'] === stage)?.leads;
    return {
      stage,
      label: funnelStages[stage].label,
      reached: reached ?? 0,
      now: stages.find(({ of }) => of['stage'] === stage)?.count ?? 0,
    };
  });
}

/** How leads ended, and why. */
export async function endingsOf(db: Db): Promise<Ending[]> {
  const rows = await rowsOf(
    db,
    sql<{
      stage: FunnelStage;
      because: string;
      count: number;
    }>`select ended_as as stage, reason as because, count(*)::int as count from enrolments
      where state = 'ended' group by 1, 2 order by 1, 3 desc, 2`,
  );
  return rows.filter(({ stage }) => isFinal(stage));
}

/** Why sales gave leads back to nurture, counting each time. */
export const recycledOf = async (db: Db, scope: Scope): Promise<readonly Counted[]> =>
  countsOf(await countBy(db, 'moves', ['reason'], within(scope, { to: 'recycled' })), 'reason');

export const notEnrolledOf = (db: Db): Promise<readonly Counted[]> =>
  rowsOf(
    db,
    sql<Counted>`select reason as what, count(*)::int as count from enrolments where state = 'refused' group by 1 order by 2 desc, 1`,
  );

export const dispositionsOf = async (db: Db, scope: Scope): Promise<readonly Counted[]> =>
  countsOf(await countBy(db, 'outcomes', ['disposition'], scope), 'disposition');
