import { within, type Scope } from '../../db/reports/scope.ts';
import { expectedOf } from '../../domain/reports/forecast.ts';
import { sdrTaskKinds } from '../../domain/sales/task-kinds.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { countOf, grouped, leadsOf, type Group } from './rows.ts';
import { iso } from './input.ts';
import { firstOf, monthOf, monthsBefore } from './months.ts';

/** How many months of the past a forecast looks at. */
const MONTHS = 3;

/**
 * What to expect in a month if every lead in a program behaves as the leads of the last months did: emails, leads ready for sales,
 * and calls by rep. The leads that are in programs now represent those of the month.
 */
export async function forecastReport({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>, scope: Scope, ahead: number) {
  const past = monthsBefore(scope.zone, clock.now(), MONTHS);
  const span = { ...scope, from: firstOf(scope.zone, past[0]!), to: firstOf(scope.zone, past.at(-1)!, 1) };
  const [nurtured, emails, mqls, calls, [today]] = await Promise.all([
    grouped(db, 'nurtured', span, 'month', []),
    grouped(db, 'emails', within(span, { what: 'sent' }), 'month', []),
    grouped(db, 'moves', within(span, { to: 'mql' }), 'month', []),
    Promise.all(
      sdrTaskKinds.map(async (kind) => await grouped(db, 'tasks', within(span, { what: 'opened', kind }), 'month', ['rep'])),
    ),
    grouped(db, 'now', scope, undefined, ['program']),
  ]);
  const leads = today!.rows.reduce((sum, { of, count }) => sum + (of['program'] === null ? 0 : count), 0);
  // A month in which no lead was in a program says nothing.
  const months = past.filter((one) => leadsIn(nurtured, one) > 0);
  const row = (what: string, label: string, groups: readonly Group[], where = {}) => ({
    what,
    label,
    ...expectedOf(
      months.map((one) => ({ count: inMonth(groups, one, where), leads: leadsIn(nurtured, one) })),
      leads,
    ),
    before: months.map((one) => ({ month: one, count: inMonth(groups, one, where) })),
  });
  const reps = [...new Set(calls.flat().flatMap(({ rows }) => rows.map(({ of }) => of['rep'] ?? null)))];
  return {
    month: monthOf(scope.zone, clock.now(), ahead),
    from: iso(span.from),
    to: iso(span.to),
    leads,
    rows: [
      row('emails', 'Emails', emails),
      row('mqls', 'Leads ready for sales', mqls),
      row('calls', 'Calls', calls.flat()),
      ...reps.map((rep) => row('calls', `Calls of ${rep ?? 'nobody yet'}`, calls.flat(), { rep })),
    ],
    text:
      months.length === 0
        ? 'There is no whole month of history yet, so nothing can be forecast.'
        : `Based on the last ${months.length} month${months.length === 1 ? '' : 's'}, for the ${leads} leads that are in programs now. Each interval holds in 95 of 100 months.`,
  };
}

const leadsIn = (groups: readonly Group[], month: string): number =>
  groups.filter(({ value }) => value === month).reduce((sum, group) => sum + leadsOf(group), 0);

const inMonth = (groups: readonly Group[], month: string, where = {}): number =>
  groups.filter(({ value }) => value === month).reduce((sum, group) => sum + countOf(group, where), 0);
