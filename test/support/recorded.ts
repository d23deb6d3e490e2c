import { glob, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import project from '../../package.json' with { type: 'json' };
import { historyJson, type HistoryToReplay } from '../../testing/replay.ts';

type History = HistoryToReplay['history'];

/** A folder for each release. Those that went out are sealed: leads are running on them. */
const releases = fileURLToPath(new URL('../histories', import.meta.url));
const folder = join(releases, project.version);

/** `RECORD=1 npx vitest run test/replay.test.ts test/full-stack/same-journal.test.ts` records this version's anew. */
export const isRecording = process.env['RECORD'] === '1';

/** Where a history was written: on the virtual engine, or by a Temporal server. */
export type RecordedOn = 'virtual' | 'server';

/** The name of the file of a run; without a run, what the names of all runs begin with. */
export const fileOf = (on: RecordedOn, story: string, run?: number): string =>
  `${on}-${story.replaceAll(/\W+/g, '-')}.${run === undefined ? '' : `${run}.json`}`;

/** Keeps the histories of a lead's runs, as `temporal workflow show --output json` prints them, instead of those kept before. */
export async function record(on: RecordedOn, story: string, histories: readonly History[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const before = (await readdir(folder)).filter((file) => file.startsWith(fileOf(on, story)));
  await Promise.all(before.map((file) => rm(join(folder, file))));
  for (const [n, history] of histories.entries())
    await writeFile(join(folder, fileOf(on, story, n + 1)), `${historyJson(history)}\n`);
}

/** Every history that is kept, of every release, with the file's name as its own. */
export async function recorded(): Promise<HistoryToReplay[]> {
  const files = (await Array.fromAsync(glob(join(releases, '*', '*.json')))).toSorted();
  const read = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as History;
  return await Promise.all(files.map(async (file) => ({ workflowId: basename(file), history: await read(file) })));
}
