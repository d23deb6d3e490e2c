import { countBy, type Tally } from '../../db/reports/count.ts';
import type { SetName } from '../../db/reports/counted/index.ts';
import { within, type Scope } from '../../db/reports/scope.ts';
import { funnelStages, funnelWay, type FunnelStage } from '../../domain/lead/funnel.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { spanOf } from './input.ts';
import { labelsOf, type Labels } from './labels.ts';
import { peopleKey } from './people-key.ts';

type By = 'source' | 'persona' | 'campaign' | 'program';

/** A cohort of a campaign or a program begins when its leads enter it; any other, when they came in. */
export const cohortOf = (scope: Scope, by?: By): SetName =>
  [by, ...Object.keys(scope.where)].some((name) => name === 'campaign' || name === 'program') ? 'enrolled' : 'arrived';

/** How far the leads of a cohort came, how long it took them, and where the others are and why; in groups if it is counted by something. */
export async function funnelReport(deps: Pick<ApiDeps, 'db' | 'policy'>, scope: Scope, by?: By) {
  const set = cohortOf(scope, by);
  const [tallies, labels] = await Promise.all([
    countBy(deps.db, set, [...(by ? [by] : []), 'what', 'stage', 'to', 'reason'], scope),
    labelsOf(deps),
  ]);
  const groups = Map.groupBy(tallies, ({ of }) => (by ? (of[by] ?? null) : null));
  return {
    ...spanOf(scope),
    groups: [...groups].map(([value, rows]) => ({
      ...(by && { [by]: value }),
      label: by ? labels(by, value) : 'All leads',
      stages: stagesOf(rows, { set, scope: by ? within(scope, { [by]: value }) : scope, labels }),
    })),
  };
}

interface Naming {
  readonly set: SetName;
  readonly scope: Scope;
  readonly labels: Labels;
}

function stagesOf(rows: readonly Tally[], { set, scope, labels }: Naming) {
  const reached = (stage: FunnelStage) => rows.find(({ of }) => of['what'] === 'reached' && of['stage'] === stage);
  const here = (stage: FunnelStage) => rows.filter(({ of }) => of['what'] === 'here' && of['stage'] === stage);
  const all = reached(funnelWay[0])?.count ?? 0;
  return funnelWay.map((stage, n) => {
    const { count = 0, days = null } = reached(stage) ?? {};
    const before = n === 0 ? count : (reached(funnelWay[n - 1]!)?.count ?? 0);
    const left = rows.filter(({ of }) => of['what'] === 'left' && of['stage'] === stage);
    const stay = here(stage);
    return {
      stage,
      label: funnelStages[stage].label,
      reached: count,
      /** The share of those who reached the stage before; null if nobody did. */
      rate: shareOf(count, before),
      ofAll: shareOf(count, all),
      medianDays: days,
      here: stay.reduce((sum, row) => sum + row.count, 0),
      waiting: stay
        .filter(({ of }) => of['reason'] !== null)
        .map(({ of, count: leads }) => ({
          reason: of['reason'],
          leads,
          people: peopleKey(set, scope, { what: 'here', stage, reason: of['reason'] ?? null }),
        })),
      left: left
        .toSorted((a, b) => b.count - a.count)
        .map(({ of: { to = null, reason = null }, count: leads }) => ({
          to,
          label: labels('stage', to),
          reason,
          because: reason === null ? 'without a reason' : labels('reason', reason),
          leads,
          people: peopleKey(set, scope, { what: 'left', stage, to, reason }),
        })),
      people: {
        reached: peopleKey(set, scope, { what: 'reached', stage }),
        here: peopleKey(set, scope, { what: 'here', stage }),
      },
    };
  });
}

/** A share from 0 to 1; null if there is nothing of which it could be one. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
