import { readInput, type TakesInput } from '../../domain/input/program-input.ts';
import type { Db } from '../../db/database.ts';
import { saveKnobs } from '../../db/campaigns/inputs.ts';

/** Gives the knobs that Postgres does not have yet their standards, at each start of the platform. */
export async function saveStandards(db: Db, newId: () => string, programs: Readonly<Record<string, TakesInput>>): Promise<void> {
  for (const [program, { knobs }] of Object.entries(programs))
    if (Object.keys(knobs).length > 0) await saveKnobs(db, { id: newId(), program, values: readInput(knobs, {}).values });
}
