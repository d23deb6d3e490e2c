import type { InputValues } from '../../domain/input/program-input.ts';
import { own } from '../../domain/text/own.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../../db/database.ts';
import { insertChange } from '../../db/campaigns/input-changes.ts';
import type { CurrentInput } from '../../db/campaigns/inputs.ts';

interface Change {
  readonly id: string;
  /** Only what becomes different; the rest stays. */
  readonly values: InputValues;
  readonly because: string;
  readonly by: string;
  readonly at: Instant;
}

/** What a change makes different: the values before it, and after it. */
export function differences(
  input: Pick<CurrentInput, 'values'>,
  values: InputValues,
): { before: InputValues; after: InputValues } {
  const changed = Object.entries(values).filter(([name, value]) => own(input.values, name) !== value);
  const names = changed.map(([name]) => name);
  const earlier = Object.entries(input.values).filter(([name]) => names.includes(name));
  return { before: Object.fromEntries(earlier), after: Object.fromEntries(changed) };
}

/**
 * Changes an input that the caller has locked. `tellOfChanges` tells the leads that run.
 * @returns the version from now on: the old one if nothing becomes different
 */
export async function changeInput(trx: Trx, input: CurrentInput, { values, ...change }: Change): Promise<number> {
  const { before, after } = differences(input, values);
  if (Object.keys(after).length === 0) return input.version;
  return await insertChange(trx, input, { ...change, before, after });
}
