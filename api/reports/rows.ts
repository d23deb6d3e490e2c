import { countBy, type Tally } from '../../db/reports/count.ts';
import type { SetName } from '../../db/reports/counted/index.ts';
import { within, type Scope } from '../../db/reports/scope.ts';
import type { Db } from '../../db/database.ts';
import { peopleKey } from './people-key.ts';

type Where = Scope['where'];

/** The rows of a set with one value of the column that a report is grouped by. */
export interface Group {
  readonly set: SetName;
  readonly scope: Scope;
  readonly value: string | null;
  readonly rows: readonly Tally[];
}

/** Counts a set by columns, and makes a group for each value of `by`; without it, everything is one group. */
export async function grouped(db: Db, set: SetName, scope: Scope, by: string | undefined, columns: readonly string[]) {
  const tallies = await countBy(db, set, [...(by ? [by] : []), ...columns], scope);
  const groups = by ? Map.groupBy(tallies, ({ of }) => of[by] ?? null) : new Map([[null, tallies]]);
  return [...groups].map(([value, rows]) => groupOf(set, scope, by, value, rows));
}

/** The group with one value of `by`. Without rows, nothing was counted in it. */
export function groupOf(
  set: SetName,
  scope: Scope,
  by: string | undefined,
  value: string | null,
  rows: readonly Tally[] = [],
): Group {
  return { set, scope: by ? within(scope, { [by]: value }) : scope, value, rows };
}

const matching = ({ rows }: Group, where: Where) =>
  rows.filter(({ of }) => Object.entries(where).every(([column, value]) => of[column] === value));

/** How many rows of a group have some values. */
export const countOf = (group: Group, where: Where): number => matching(group, where).reduce((sum, { count }) => sum + count, 0);

/** How many different leads they have. */
export const leadsOf = ({ rows }: Group): number => rows.reduce((sum, { leads }) => sum + leads, 0);

/** The sum of their amounts. */
export const amountOf = (group: Group, where: Where): number =>
  matching(group, where).reduce((sum, { amount }) => sum + (amount ?? 0), 0);

/** The median of the days of a row with some values; null if there is none. */
export const daysOf = (group: Group, where: Where): number | null => matching(group, where)[0]?.days ?? null;

/** Several numbers of a group, with the keys of their leads. */
export function numbersOf<N extends string>(group: Group, numbers: Readonly<Record<N, Where>>) {
  const entries = Object.entries<Where>(numbers);
  return {
    ...(Object.fromEntries(entries.map(([name, where]) => [name, countOf(group, where)])) as Record<N, number>),
    people: Object.fromEntries(entries.map(([name, where]) => [name, peopleKey(group.set, group.scope, where)])) as Record<
      N,
      string
    >,
  };
}

/** The numbers of a group by the values of a column, the most frequent first. @param label what a value is called */
export const listOf = <C extends string>(group: Group, column: C, where: Where, label: (value: string | null) => string) =>
  [...Map.groupBy(matching(group, where), ({ of }) => of[column] ?? null)]
    .map(([value, rows]) => ({
      [column]: value,
      label: label(value),
      count: rows.reduce((sum, { count }) => sum + count, 0),
      people: peopleKey(group.set, group.scope, { ...where, [column]: value }),
    }))
    .toSorted((a, b) => b.count - a.count) as readonly (Readonly<Record<C, string | null>> & Listed)[];

export interface Listed {
  readonly label: string;
  readonly count: number;
  /** The key of its leads. */
  readonly people: string;
}

/** A share from 0 to 1; null if the whole is zero. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
