import { within, type Scope } from '../../db/reports/scope.ts';
import { funnelWay } from '../../domain/lead/funnel.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { cohort, cohortOf } from './funnel.ts';
import { spanOf } from './input.ts';
import { labelsOf } from './labels.ts';
import { moneyOf } from './money.ts';
import { countOf, daysOf, groupOf, grouped, leadsOf, listOf, numbersOf, shareOf } from './rows.ts';

type Deps = Pick<ApiDeps, 'db' | 'policy'>;

/** How many of the leads in programs became ready for sales, month by month. */
export async function readyReport({ db }: Deps, scope: Scope) {
  const [nurtured, moves] = await Promise.all([
    grouped(db, 'nurtured', scope, 'month', []),
    grouped(db, 'moves', within(scope, { to: 'mql' }), 'month', ['time']),
  ]);
  const months = [...new Set([...nurtured, ...moves].map(({ value }) => value ?? ''))].toSorted((a, b) => a.localeCompare(b));
  const rows = months.map((month) => {
    const inPrograms = nurtured.find(({ value }) => value === month);
    const ready = moves.find(({ value }) => value === month);
    const numbers = ready && numbersOf(ready, { ready: { time: 'first' }, again: { time: 'again' } });
    return {
      month,
      nurtured: inPrograms ? leadsOf(inPrograms) : 0,
      ready: numbers?.ready ?? 0,
      /** They had been ready before, and sales had given them back. */
      again: numbers?.again ?? 0,
      rate: shareOf((numbers?.ready ?? 0) + (numbers?.again ?? 0), inPrograms ? leadsOf(inPrograms) : 0),
      /** From the start of the program. */
      medianDays: ready ? daysOf(ready, { time: 'first' }) : null,
      people: { ...numbers?.people, ...(inPrograms && { nurtured: numbersOf(inPrograms, { nurtured: {} }).people.nurtured }) },
    };
  });
  return { ...spanOf(scope), rows };
}

/** How far the leads of each source got, and how they ended. */
export async function sourcesReport(deps: Deps, scope: Scope) {
  const groups = await cohort(deps.db, scope, 'source');
  const money = await moneyOf(deps, scope, 'source', groups);
  const rows = money.map(({ value, revenue, cost }) => {
    const group = groups.find((one) => one.value === value) ?? groupOf(cohortOf(scope, 'source'), scope, 'source', value);
    const numbers = numbersOf(group, {
      leads: { what: 'reached', stage: funnelWay[0] },
      mql: { what: 'reached', stage: 'mql' },
      sal: { what: 'reached', stage: 'sal' },
      opportunity: { what: 'reached', stage: 'opportunity' },
      customer: { what: 'reached', stage: 'customer' },
    });
    return { source: value, ...numbers, rate: shareOf(numbers.customer, numbers.leads), revenue, cost };
  });
  return { ...spanOf(scope), rows: rows.toSorted((a, b) => b.leads - a.leads) };
}

/** How many messages a lead got before it first reached a stage. */
export async function touchesReport({ db }: Deps, scope: Scope, stage: string) {
  const [group] = await grouped(db, 'touchesBefore', within(scope, { to: stage }), undefined, ['touches']);
  const rows = listOf(group!, 'touches', {}, (touches) => touches ?? '0')
    .map(({ touches, count, people }) => ({ touches: Number(touches), leads: count, people }))
    .toSorted((a, b) => a.touches - b.touches);
  const each = rows.flatMap(({ touches, leads }) => Array.from({ length: leads }, () => touches));
  return { ...spanOf(scope), stage, leads: each.length, median: each[Math.floor((each.length - 1) / 2)] ?? null, rows };
}

/** The answers of leads, counted. */
export async function answersReport(deps: Deps, scope: Scope) {
  const [groups, labels] = await Promise.all([grouped(deps.db, 'answers', scope, 'question', ['answer']), labelsOf(deps)]);
  const rows = groups.flatMap((group) =>
    listOf(group, 'answer', {}, (answer) => labels('answer', answer)).map((row) => ({
      question: group.value,
      ...row,
      share: shareOf(row.count, countOf(group, {})),
    })),
  );
  return { ...spanOf(scope), rows };
}

/** Where all leads are now, whatever the span. */
export async function nowReport(deps: Deps, scope: Scope) {
  const [[stages], [tracks], labels] = await Promise.all([
    grouped(deps.db, 'now', scope, undefined, ['stage']),
    grouped(deps.db, 'now', scope, undefined, ['program', 'track', 'state']),
    labelsOf(deps),
  ]);
  return {
    stages: listOf(stages!, 'stage', {}, (stage) => labels('stage', stage)).map(({ stage, ...row }) => ({ stage, ...row })),
    tracks: tracks!.rows
      .filter(({ of }) => of['program'] !== null)
      .map(({ of: { program = null, track = null, state = null }, count }) => {
        const { people } = numbersOf(tracks!, { count: { program, track, state } });
        return { program, track, state, count, people: people.count };
      })
      .toSorted((a, b) => b.count - a.count),
  };
}
