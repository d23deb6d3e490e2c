import type { Ground } from './ground.ts';

/** The limit of a value, or of its ratio to the baseline. */
export interface Budget {
  readonly of: 'value' | 'ratio';
  readonly is: 'atMost' | 'atLeast';
  readonly limit: number;
}

/** One row of the table. */
export interface Row {
  /** `measurement/what`; stable across runs. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same without Trellis, in the same run and unit. */
  readonly baseline?: number;
  /** The baseline, in a few words. */
  readonly beside?: string;
  readonly budget?: Budget;
}

/** One measurement; `--only` selects it by name. */
export interface Measurement {
  readonly name: string;
  /** A description for `--help`. */
  readonly about: string;
  readonly run: (ground: Ground) => Promise<readonly Row[]>;
}

export const atMost = (limit: number): Budget => ({ of: 'value', is: 'atMost', limit });
export const atLeast = (limit: number): Budget => ({ of: 'value', is: 'atLeast', limit });
export const ratioAtLeast = (limit: number): Budget => ({ of: 'ratio', is: 'atLeast', limit });

export const ratioOf = ({ value, baseline }: Row): number | undefined => (baseline ? value / baseline : undefined);

/** Whether the row is within its budget; undefined without a budget. */
export function holds(row: Row): boolean | undefined {
  const { budget } = row;
  const measured = budget?.of === 'ratio' ? ratioOf(row) : row.value;
  if (!budget || measured === undefined) return undefined;
  return budget.is === 'atMost' ? measured <= budget.limit : measured >= budget.limit;
}
