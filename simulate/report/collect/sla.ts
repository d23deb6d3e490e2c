import type { Db } from '../../../db/database.ts';

import { workingAmount } from '../../../domain/time/duration.ts';
import { slaNamed, type Rung, type Sla, type SlaId, type SlaMode, type Slas } from '../../../domain/sales/sla.ts';
import type { LadderRow, SlaRow } from '../report.ts';
import { rowsOf, sql } from './query.ts';
import { programTaskKinds, sdrTaskKinds } from '../../../domain/sales/task-kinds.ts';
import { listed } from '../../../db/states.ts';

const ofProgram = listed(programTaskKinds);
const ofSdr = listed(sdrTaskKinds);

interface TaskCounts {
  readonly team: string;
  readonly mode: SlaMode;
  readonly sla: SlaId;
  readonly tasks: number;
  readonly met: number;
  readonly breached: number;
}

/** The SLA of the first reaction, by team. A rep who acts before its first rung is in time. @param hourMs real milliseconds of an hour */
export async function slaOf(db: Db, slas: Slas, hourMs: number): Promise<SlaRow[]> {
  const rows = await rowsOf(
    db,
    sql<TaskCounts>`
      with first_clock as (
        select tasks.id, teams.name as team, teams.sla_mode as mode, tasks.first_attempt_at,
          case when tasks.kind not in ${ofSdr} then 'acceptance' when tasks.trigger ->> 'kind' <> 'mql' then 'fastTrack'
            else 'firstAttempt' end as sla
        from tasks join teams on teams.id = team_id where tasks.kind in ${ofProgram}
      ), judged as (
        select first_clock.*, exists (select from sla_events where task_id = first_clock.id and round = 1 and sla_events.sla = first_clock.sla) as late
        from first_clock
      )
      select team, mode, sla, count(*)::int as tasks, count(*) filter (where late)::int as breached,
        count(*) filter (where not late and first_attempt_at is not null)::int as met
      from judged group by 1, 2, 3 order by 1 desc, 3`,
  );
  return rows.map((row) => ({
    ...row,
    label: slaNamed(slas, row.sla).label,
    running: row.tasks - row.met - row.breached,
    tooFast: isTooFast(slaNamed(slas, row.sla), hourMs),
  }));
}

/** Real milliseconds. A rung that comes sooner than this leaves no modelled rep the time to act. */
const SOONEST_REACTION = 200;

function isTooFast({ ladder: [first] }: Sla, hourMs: number): boolean {
  const { days, milliseconds } = workingAmount(first!.after);
  return days === 0 && (milliseconds / 3_600_000) * hourMs < SOONEST_REACTION;
}

/** How often each rung was reached, by team. */
export async function ladderOf(db: Db): Promise<LadderRow[]> {
  const rows = await rowsOf(
    db,
    sql<{ team: string; mode: SlaMode; rung: Rung; count: number }>`
      select teams.name as team, sla_events.mode, rung, count(*)::int as count
      from sla_events join tasks on tasks.id = task_id join teams on teams.id = team_id group by 1, 2, 3 order by 1 desc`,
  );
  return [...Map.groupBy(rows, ({ team }) => team)].map(([team, reached]) => ({
    team,
    mode: reached[0]?.mode ?? 'observe',
    rungs: Object.fromEntries(reached.map(({ rung, count }) => [rung, count])),
  }));
}
