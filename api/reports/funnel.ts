import type { SetName } from '../../db/reports/counted/index.ts';
import type { Scope } from '../../db/reports/scope.ts';
import { funnelStages, funnelWay } from '../../domain/lead/funnel.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { spanOf } from './input.ts';
import { labelsOf, type Labels } from './labels.ts';
import { peopleKey } from './people-key.ts';
import { countOf, daysOf, grouped, numbersOf, shareOf, type Group } from './rows.ts';

/** A cohort of a campaign or a program begins when its leads enter it; any other, when they came in. */
export const cohortOf = (scope: Scope, by?: string): SetName =>
  [by, ...Object.keys(scope.where)].some((name) => name === 'campaign' || name === 'program') ? 'enrolled' : 'arrived';

export const cohort = async (db: ApiDeps['db'], scope: Scope, by?: string): Promise<Group[]> =>
  await grouped(db, cohortOf(scope, by), scope, by, ['what', 'stage', 'to', 'reason']);

/** How far the leads of a cohort came, how long it took them, and where the others are and why; in groups if it is counted by something. */
export async function funnelReport(deps: Pick<ApiDeps, 'db' | 'policy'>, scope: Scope, by?: string) {
  const [groups, labels] = await Promise.all([cohort(deps.db, scope, by), labelsOf(deps)]);
  return {
    ...spanOf(scope),
    by: by ?? null,
    groups: groups.map((group) => ({
      value: group.value,
      label: by ? labels(by, group.value) : 'All leads',
      stages: stagesOf(group, labels),
    })),
  };
}

const reached = (group: Group, nth: number): number => countOf(group, { what: 'reached', stage: funnelWay[nth]! });

const stagesOf = (group: Group, labels: Labels) =>
  funnelWay.map((stage, n) => ({
    stage,
    label: funnelStages[stage].label,
    /** The share of those who reached the stage before; null if nobody did. */
    rate: shareOf(reached(group, n), reached(group, Math.max(0, n - 1))),
    ofAll: shareOf(reached(group, n), reached(group, 0)),
    medianDays: daysOf(group, { what: 'reached', stage }),
    ...numbersOf(group, { reached: { what: 'reached', stage }, here: { what: 'here', stage } }),
    /** Of those who are here: why they are in no program. */
    waiting: partsOf(group, { what: 'here', stage }, labels).filter(({ reason }) => reason !== null),
    left: partsOf(group, { what: 'left', stage }, labels),
  }));

/** Leads with the same fate, the most frequent first. */
const partsOf = ({ set, scope, rows }: Group, where: { readonly what: string; readonly stage: string }, labels: Labels) =>
  rows
    .filter(({ of }) => of['what'] === where.what && of['stage'] === where.stage)
    .map(({ of: { to = null, reason = null }, count }) => ({
      to,
      label: labels('to', to),
      reason,
      because: reason === null ? 'without a reason' : labels('reason', reason),
      leads: count,
      people: peopleKey(set, scope, { ...where, to, reason }),
    }))
    .toSorted((a, b) => b.leads - a.leads);
