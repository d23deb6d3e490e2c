import type { Db } from '../../../db/database.ts';
import { funnelStages, isFinal, type FunnelStage } from '../../../domain/lead/funnel.ts';
import type { Counted, Ending, FunnelRow } from '../report.ts';
import { rowsOf, sql } from './query.ts';

interface StageRow {
  readonly stage: FunnelStage;
  readonly reached: number;
  readonly now: number;
}

/** How many leads were ever in each stage, and how many are now. */
export async function funnelOf(db: Db): Promise<FunnelRow[]> {
  const rows = await rowsOf(
    db,
    sql<StageRow>`
      with reached as (
        select lead_id, "to" as stage from transitions where kind = 'stage'
        union select id, stage from leads union select id, 'inquiry' from leads
      )
      select stage, count(distinct lead_id)::int as reached, (select count(*)::int from leads where leads.stage = reached.stage) as now
      from reached group by stage`,
  );
  return (Object.keys(funnelStages) as FunnelStage[]).map((stage) => {
    const row = rows.find((one) => one.stage === stage);
    return { stage, label: funnelStages[stage].label, reached: row?.reached ?? 0, now: row?.now ?? 0 };
  });
}

/** How leads ended, and why. */
export async function endingsOf(db: Db): Promise<Ending[]> {
  const rows = await rowsOf(
    db,
    sql<Ending>`select ended_as as stage, reason as because, count(*)::int as count from enrolments
      where state = 'ended' group by 1, 2 order by 1, 3 desc, 2`,
  );
  return rows.filter(({ stage }) => isFinal(stage));
}

/** Why sales gave leads back to nurture, counting each time. */
export const recycledOf = (db: Db): Promise<readonly Counted[]> =>
  rowsOf(
    db,
    sql<Counted>`select reason as what, count(*)::int as count from transitions where kind = 'stage' and "to" = 'recycled' group by 1 order by 2 desc, 1`,
  );

export const notEnrolledOf = (db: Db): Promise<readonly Counted[]> =>
  rowsOf(
    db,
    sql<Counted>`select reason as what, count(*)::int as count from enrolments where state = 'refused' group by 1 order by 2 desc, 1`,
  );

export const dispositionsOf = (db: Db): Promise<readonly Counted[]> =>
  rowsOf(
    db,
    sql<Counted>`select disposition as what, count(*)::int as count from dispositions where state = 'applied' group by 1 order by 2 desc, 1`,
  );
