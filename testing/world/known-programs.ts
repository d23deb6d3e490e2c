import type { App } from '../../config/app.ts';
import { savePrograms } from '../../db/campaigns/programs.ts';
import { own } from '../../domain/text/own.ts';
import { saveStandards } from '../../services/campaigns/save-standards.ts';
import type { Ground } from './ground.ts';

/** Saves the programs that leads can enter: those with the given names, and the app's side programs. */
export async function saveKnownPrograms({ db, newId }: Ground, { programs }: App, names: readonly string[]) {
  const sidePrograms = Object.values(programs).filter(({ lane }) => lane !== undefined);
  await savePrograms(db, sidePrograms);
  const all = new Set([...names, ...sidePrograms.map(({ id }) => id)]);
  // A story may run a workflow that the app does not list.
  const known = Object.fromEntries([...all].map((name) => [name, own(programs, name) ?? { input: {}, knobs: {} }]));
  await saveStandards(db, newId, known);
  return known;
}
