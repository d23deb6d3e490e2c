import { forecastKinds, type ForecastKind } from '../../../db/reports/forecast-kinds.ts';
import type { PlannedEmails } from '../../../db/reports/forecast-leads.ts';
import type { Expected } from '../../../domain/reports/forecast.ts';
import { expectedOfSamples } from '../../../domain/reports/sampled.ts';
import { kindsOf } from '../../../domain/text/kinds.ts';
import { dayAt, type LocalDay } from '../../../domain/time/local-time.ts';
import { rhythms, type Rhythm } from '../../../domain/time/working-day.ts';
import type { LeadGroup } from './leads.ts';
import type { Happened } from './simulator.ts';

/** What to expect of a month, as a row of the report. */
export interface SimulatedRow extends Expected {
  readonly what: ForecastKind | 'revenue';
  readonly label: string;
  /** How much of it comes from leads that only drafts would take. */
  readonly ofDrafts: number;
  readonly byDay: readonly (Expected & { readonly day: string })[];
  /** By the Monday on which the week begins. */
  readonly byWeek: readonly (Expected & { readonly week: string })[];
}

/** What a forecast is reckoned from. */
export interface Simulated {
  readonly groups: readonly LeadGroup[];
  readonly happened: readonly Happened[];
  readonly planned: readonly PlannedEmails[];
  readonly zone: string;
  readonly worth: Worth;
}

/** What customers are worth. */
export interface Worth {
  readonly currency: string;
  /** The amounts of open deals, by lead. */
  readonly open: ReadonlyMap<string, number>;
  /** The average of the deals that were won in the last year; null if there are none. */
  readonly average: number | null;
}

export function simulatedRows(simulated: Simulated): SimulatedRow[] {
  const { happened, planned, worth } = simulated;
  const reps = [...new Set(happened.flatMap(({ what, rep }) => (what === 'tasks' ? [rep] : [])))];
  const tasksOf = (rep: string | null) =>
    row(simulated, { what: 'tasks', label: `Tasks of ${rep ?? 'nobody yet'}`, isMeant: (one) => one.rep === rep });
  return [
    ...kindsOf(forecastKinds).flatMap((what) => [
      row(simulated, { what, label: forecastKinds[what].label, certain: what === 'emails' ? planned : [] }),
      ...(what === 'tasks' ? reps.toSorted((a, b) => (a ?? '').localeCompare(b ?? '')).map(tasksOf) : []),
    ]),
    ...(worth.average === null ? [] : [revenueOf(simulated, worth.average)]),
  ];
}

interface About {
  readonly what: ForecastKind;
  readonly label: string;
  readonly isMeant?: (one: Happened) => boolean;
  /** What comes in any case. */
  readonly certain?: readonly PlannedEmails[];
}

function row(simulated: Simulated, { what, label, isMeant = () => true, certain = [] }: About): SimulatedRow {
  const { groups, zone } = simulated;
  const those = simulated.happened
    .filter((one) => one.what === what && isMeant(one))
    .map((one) => ({ ...one, day: dayAt(zone, one.at) }));
  const by = (rhythm: Rhythm) => {
    const nameOf = ({ day }: { readonly day: LocalDay }) => rhythms[rhythm](day);
    const [some, sure] = [Map.groupBy(those, nameOf), Map.groupBy(certain, nameOf)];
    const names = [...new Set([...some.keys(), ...sure.keys()])].toSorted();
    return names.map((name) => ({ name, ...expectedOf(groups, some.get(name) ?? [], sure.get(name)) }));
  };
  return {
    what,
    label,
    ...expectedOf(groups, those, certain),
    ofDrafts: expectedOf(drafted(groups), those).expected,
    byDay: by('day').map(({ name, ...expected }) => ({ day: name, ...expected })),
    byWeek: by('week').map(({ name, ...expected }) => ({ week: name, ...expected })),
  };
}

const drafted = (groups: readonly LeadGroup[]): readonly LeadGroup[] => groups.filter(({ draft }) => draft !== null);

/** @param worthOf what one counts for; 1 by default @param unit the same for one that did not happen */
function expectedOf(
  groups: readonly LeadGroup[],
  happened: readonly Happened[],
  certain: readonly PlannedEmails[] = [],
  { worthOf = () => 1, unit = 1 }: { readonly worthOf?: (one: Happened) => number; readonly unit?: number } = {},
): Expected {
  const byLead = Map.groupBy(happened, ({ leadId }) => leadId);
  const ofLead = (id: string) => (byLead.get(id) ?? []).reduce((sum, one) => sum + worthOf(one), 0);
  const { expected, interval } = expectedOfSamples(
    groups.map(({ leads, some }) => ({ leads, counts: some.map(ofLead) })),
    unit,
  );
  const sure = certain.reduce((sum, { count }) => sum + count, 0);
  return { expected: expected + sure, interval: { from: interval.from + sure, to: interval.to + sure } };
}

/** Each customer is worth their open deal, or what a deal is worth on average. */
function revenueOf({ groups, happened, worth }: Simulated, average: number): SimulatedRow {
  const customers = happened.filter(({ what }) => what === 'customers');
  const each = { worthOf: ({ leadId }: Happened) => worth.open.get(leadId) ?? average, unit: average };
  return {
    what: 'revenue',
    label: `Revenue (${worth.currency})`,
    ...expectedOf(groups, customers, [], each),
    ofDrafts: expectedOf(drafted(groups), customers, [], each).expected,
    byDay: [],
    byWeek: [],
  };
}
