import { columnsOf } from '../../db/reports/count.ts';
import { countedSets, type SetName } from '../../db/reports/counted/index.ts';
import { within, type Scope } from '../../db/reports/scope.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest } from '../procedures/refusal.ts';
import { longest } from '../procedures/values.ts';
import { storable } from '../import/cell-text.ts';
import { iso, scopeOf } from './input.ts';

/** Names the leads behind a number, for `reports.people`: `arrived?since=…&until=…&what=reached&stage=mql`. An empty value is none. */
export function peopleKey(name: SetName, scope: Scope, where: Scope['where'] = {}): string {
  const values = Object.entries(within(scope, where).where).map(([column, value]): [string, string] => [column, value ?? '']);
  return `${name}?${new URLSearchParams([['since', iso(scope.from)], ['until', iso(scope.to)], ...values]).toString()}`;
}

/** The set and the scope that a key names. @throws Refusal for anything that no report has given */
export function readPeopleKey(
  deps: Parameters<typeof scopeOf>[0] & Pick<ApiDeps, 'db'>,
  key: string,
): { name: SetName; scope: Scope } {
  const [name = '', rest = ''] = key.split(/\?(.*)/s, 2);
  const { since = '', until = '', ...values } = Object.fromEntries(new URLSearchParams(rest));
  const span = { from: Date.parse(since), to: Date.parse(until) };
  if (!isSet(name) || !isSpan(span) || !Object.entries(values).every(([column, value]) => isValue(name, column, value)))
    throw badRequest(
      'numberUnknown',
      'This is not a number of a report.',
      undefined,
      'Use a key that a report gives under `people`.',
    );
  const where = Object.fromEntries(Object.entries(values).map(([column, value]) => [column, value === '' ? null : value]));
  return { name, scope: within(scopeOf(deps, span), where) };
}

const isSet = (name: string): name is SetName => Object.hasOwn(countedSets, name);
const isValue = (name: SetName, column: string, value: string): boolean =>
  columnsOf(name).includes(column) && value.length <= longest.words && storable(value) === value;
/** Instants that Postgres and ISO 8601 with four digits can hold. */
const isSpan = ({ from, to }: { readonly from: number; readonly to: number }): boolean => from >= 0 && to <= Date.UTC(2300, 0);
