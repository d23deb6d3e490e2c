import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface StaffNames {
  readonly teams: readonly string[];
  /** The part of each rep's address before the @, by which stories know them. */
  readonly reps: readonly string[];
}

/** A team as it may stand in the file. */
type Written = { readonly slug?: unknown; readonly reps?: unknown } | null;

const rowsOf = <Row>(value: unknown): readonly Row[] => (Array.isArray(value) ? value : []);

const inOrder = (names: readonly unknown[]): readonly string[] =>
  [...new Set(names)].filter((name) => typeof name === 'string').toSorted();

/**
 * The names in an app's `staff.json`, in order: the teams that programs may name, and the reps that stories may. A file that
 * can't be read names nobody; loading the app tells what is wrong with it.
 */
export async function readStaff(dir: string): Promise<StaffNames> {
  try {
    const teams = rowsOf<Written>(JSON.parse((await readFile(join(dir, 'staff.json'), 'utf8')).replace(/^\uFEFF/, '')));
    const reps = teams.flatMap((team) => rowsOf<{ readonly email?: unknown } | null>(team?.reps));
    return {
      teams: inOrder(teams.map((team) => team?.slug)),
      reps: inOrder(reps.map((rep) => /^[^@]+(?=@)/.exec(String(rep?.email))?.[0])),
    };
  } catch {
    return { teams: [], reps: [] };
  }
}
