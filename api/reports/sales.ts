import { agreementOf } from '../../db/reports/agreement.ts';
import type { Tally } from '../../db/reports/count.ts';
import { endOf, within, type Scope } from '../../db/reports/scope.ts';
import { agreementKept } from '../../domain/sales/agreement.ts';
import { rungs } from '../../domain/sales/sla.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { own, labelOf } from '../../domain/text/own.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { spanOf } from './input.ts';
import { labelsOf } from './labels.ts';
import { daysOf, grouped, listOf, numbersOf, shareOf, type Group } from './rows.ts';

type Deps = Pick<ApiDeps, 'db' | 'policy'>;

export const slaColumns = ['team', 'rep', 'sla', 'mode', 'kind', 'source', 'campaign', 'program', 'week', 'month'] as const;

/** How many tasks met their SLA, how fast reps acted, and which rungs the other tasks reached. */
export async function slaReport({ db, policy }: Deps, scope: Scope, by: string) {
  const [groups, reached, labels] = await Promise.all([
    grouped(db, 'tasks', scope, by, ['what']),
    by === 'kind' ? [] : grouped(db, 'rungs', scope, by, ['rung']),
    labelsOf({ db, policy }),
  ]);
  const rows = groups.map((group) => {
    const numbers = numbersOf(group, {
      opened: { what: 'opened' },
      met: { what: 'met' },
      breached: { what: 'breached' },
      running: { what: 'running' },
      withdrawn: { what: 'withdrawn' },
      followedUp: { what: 'followedUp' },
    });
    const climbed = reached.find(({ value }) => value === group.value);
    const days = daysOf(group, { what: 'followedUp' });
    return {
      value: group.value,
      label: labels(by, group.value),
      ...numbers,
      /** The share that met the SLA, of those about which it is known. */
      attainment: shareOf(numbers.met, numbers.met + numbers.breached),
      followUp: shareOf(numbers.followedUp, numbers.opened),
      /** From the opening of a task to the first act of a rep, nights and weekends included. */
      medianHours: days === null ? null : days * 24,
      rungs: climbed ? inOrder(listOf(climbed, 'rung', {}, (rung) => labelOf(rungs, rung ?? ''))) : [],
    };
  });
  return { ...spanOf(scope), by, rows };
}

/** From the mildest rung to the last. */
const inOrder = <R extends { readonly rung: string | null }>(reached: readonly R[]): R[] =>
  kindsOf(rungs).flatMap((rung) => reached.filter((row) => row.rung === rung));

/** How reps worked: attempts, whom they reached, how they rated the leads, and the reasons that they chose. */
export async function qualityReport({ db, policy }: Deps, scope: Scope) {
  const [group] = await grouped(db, 'outcomes', scope, undefined, ['disposition', 'reason', 'rating']);
  const total = (passes: (of: Tally['of']) => unknown): number =>
    group!.rows.filter(({ of }) => passes(of)).reduce((sum, { count }) => sum + count, 0);
  const spec = ({ disposition }: Tally['of']) => own(policy.dispositions, disposition ?? '');
  const rated = total(({ rating }) => rating);
  const sum = group!.rows.reduce((stars, { of, count }) => stars + Number(of['rating'] ?? 0) * count, 0);
  return {
    ...spanOf(scope),
    reports: total(() => true),
    attempts: total((of) => spec(of)?.menus.includes('sdr')),
    reached: total((of) => spec(of)?.menus.includes('sdr') && spec(of)?.contact),
    rated,
    /** From 1 to 5; null without a rating. */
    rating: rated === 0 ? null : sum / rated,
    reasons: kindsOf(policy.dispositions).flatMap((disposition) =>
      listOf(group!, 'reason', { disposition }, (reason) =>
        labelOf(policy.dispositions[disposition]!.reasons ?? {}, reason ?? ''),
      )
        .filter(({ reason }) => reason !== null)
        .map((row) => ({ ...row, disposition: policy.dispositions[disposition]!.label })),
    ),
  };
}

/** What marketing and sales delivered to each other, compared with what they agreed, and why sales did not take leads. */
export async function agreementReport({ db, policy }: Deps, scope: Scope) {
  const days = Math.max(1, Math.round((endOf(scope) - scope.from) / DAY));
  const [counts, [handOvers], byRep, reports, moves, labels] = await Promise.all([
    agreementOf(db, scope),
    grouped(db, 'handOvers', scope, undefined, ['what']),
    grouped(db, 'handOvers', scope, 'rep', ['what']),
    grouped(db, 'outcomes', scope, 'disposition', ['reason']),
    grouped(db, 'moves', within(scope, { to: 'recycled' }), undefined, ['reason']),
    labelsOf({ db, policy }),
  ]);
  return {
    ...spanOf(scope),
    promised: agreementKept(policy.agreement, counts, days),
    handOvers: handed(handOvers!),
    /** The same for each rep who got leads. */
    reps: byRep.map((group) => ({ rep: group.value, ...handed(group) })),
    /** What reps reported, with the reasons that they chose. */
    reports: reports
      .map((group) => ({
        disposition: group.value,
        label: labels('disposition', group.value),
        ...numbersOf(group, { count: {} }),
        reasons: listOf(group, 'reason', {}, (reason) =>
          labelOf(own(policy.dispositions, group.value ?? '')?.reasons ?? {}, reason ?? 'none'),
        )
          .filter(({ reason }) => reason !== null)
          .map((row) => ({
            ...row,
            side: own(own(policy.dispositions, group.value ?? '')?.reasons ?? {}, row.reason ?? '')?.side,
          })),
      }))
      .toSorted((a, b) => b.count - a.count),
    /** Why sales gave leads back, and which side it counts against. */
    recycled: moves.flatMap((group) =>
      listOf(group, 'reason', {}, (reason) => labels('reason', reason)).map((row) => ({
        ...row,
        against: own(policy.recycle.reasons, row.reason ?? '')?.against ?? null,
      })),
    ),
  };
}

/** What happened to leads that were handed to sales. */
function handed(handOvers: Group) {
  const numbers = numbersOf(handOvers, {
    handed: { what: 'handed' },
    accepted: { what: 'accepted' },
    returned: { what: 'returned' },
    open: { what: 'open' },
  });
  return {
    ...numbers,
    acceptedShare: shareOf(numbers.accepted, numbers.accepted + numbers.returned),
    medianDays: daysOf(handOvers, { what: 'accepted' }),
  };
}
