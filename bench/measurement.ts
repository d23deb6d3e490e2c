import type { Ground } from './ground.ts';

/** What a value, or its ratio to the baseline, must not pass. */
export interface Budget {
  readonly of: 'value' | 'ratio';
  readonly is: 'atMost' | 'atLeast';
  readonly limit: number;
}

/** One line of the table. */
export interface Row {
  /** `measurement/what`: the same from run to run. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same thing done without Trellis, in the same run and the same unit. */
  readonly baseline?: number;
  /** What the baseline is, in a few words. */
  readonly beside?: string;
  readonly budget?: Budget;
}

/** One measurement; `--only` takes its name. */
export interface Measurement {
  readonly name: string;
  /** What is measured, in a sentence, for `--help`. */
  readonly about: string;
  readonly run: (ground: Ground) => Promise<readonly Row[]>;
}

export const atMost = (limit: number): Budget => ({ of: 'value', is: 'atMost', limit });
export const atLeast = (limit: number): Budget => ({ of: 'value', is: 'atLeast', limit });
export const ratioAtLeast = (limit: number): Budget => ({ of: 'ratio', is: 'atLeast', limit });

export const ratioOf = ({ value, baseline }: Row): number | undefined => (baseline ? value / baseline : undefined);

/** Whether the budget holds; undefined without one. */
export const holds = (row: Row): boolean | undefined => {
  const { budget } = row;
  const measured = budget?.of === 'ratio' ? ratioOf(row) : row.value;
  if (!budget || measured === undefined) return undefined;
  return budget.is === 'atMost' ? measured <= budget.limit : measured >= budget.limit;
};
