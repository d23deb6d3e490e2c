import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The names of the teams in an app's `staff.json`, in order: what programs may name. A file that can't be read names none;
 * loading the app tells what is wrong with it.
 */
export async function readTeams(dir: string): Promise<readonly string[]> {
  try {
    const teams: unknown = JSON.parse((await readFile(join(dir, 'staff.json'), 'utf8')).replace(/^\uFEFF/, ''));
    const slugs = Array.isArray(teams) ? teams.map((team: { slug?: unknown } | null) => team?.slug) : [];
    return slugs.filter((slug) => typeof slug === 'string').toSorted();
  } catch {
    return [];
  }
}
