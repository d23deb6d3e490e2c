import type { Db } from '../../../db/database.ts';

import { workingAmount } from '../../../domain/time/duration.ts';
import { slaNamed, type Sla, type SlaMode, type Slas } from '../../../domain/sales/sla.ts';
import type { LadderRow, SlaRow } from '../report.ts';
import { programTaskKinds } from '../../../domain/sales/task-kinds.ts';
import { countBy } from '../../../db/reports/count.ts';
import type { Scope } from '../../../db/reports/scope.ts';

/** The SLA of the first reaction, by team. A rep who acts before its first rung is in time. @param hourMs real milliseconds of an hour */
export async function slaOf(db: Db, slas: Slas, hourMs: number, scope: Scope): Promise<SlaRow[]> {
  const tallies = (await countBy(db, 'tasks', ['team', 'mode', 'sla', 'kind', 'what'], scope)).filter(({ of }) =>
    programTaskKinds.some((kind) => kind === of['kind']),
  );
  const rows = [...Map.groupBy(tallies, ({ of: { team, mode, sla } }) => [team, mode, sla].join('\n')).values()];
  return rows
    .map((row): SlaRow => {
      const { team, mode, sla } = row[0]!.of as unknown as Pick<SlaRow, 'team' | 'mode' | 'sla'>;
      const number = (what: string): number =>
        row.filter(({ of }) => of['what'] === what).reduce((sum, { count }) => sum + count, 0);
      const [tasks, met, breached] = [number('opened'), number('met'), number('breached')];
      const { label } = slaNamed(slas, sla);
      return {
        team,
        mode,
        sla,
        tasks,
        met,
        breached,
        label,
        running: tasks - met - breached,
        tooFast: isTooFast(slaNamed(slas, sla), hourMs),
      };
    })
    .toSorted((a, b) => b.team.localeCompare(a.team) || a.sla.localeCompare(b.sla));
}

/** Real milliseconds. A rung that comes sooner than this leaves no modelled rep the time to act. */
const SOONEST_REACTION = 200;

function isTooFast({ ladder: [first] }: Sla, hourMs: number): boolean {
  const { days, milliseconds } = workingAmount(first!.after);
  return days === 0 && (milliseconds / 3_600_000) * hourMs < SOONEST_REACTION;
}

/** How often each rung was reached, by team. */
export async function ladderOf(db: Db, scope: Scope): Promise<LadderRow[]> {
  const tallies = await countBy(db, 'rungs', ['team', 'mode', 'rung'], scope);
  return [...Map.groupBy(tallies, ({ of }) => of['team']!)]
    .map(([team, reached]) => ({
      team,
      mode: reached[0]?.of['mode'] as SlaMode,
      rungs: Object.fromEntries(reached.map(({ of, count }) => [of['rung'], count])),
    }))
    .toSorted((a, b) => b.team.localeCompare(a.team));
}
