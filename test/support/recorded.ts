import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyJson, type HistoryToReplay } from '../../simulate/replay.ts';

type History = HistoryToReplay['history'];

const folder = fileURLToPath(new URL('../histories', import.meta.url));

/** `RECORD=1 npx vitest run test/replay.test.ts test/full-stack/same-journal.test.ts` writes them anew. */
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

/** Every history that is kept, with the file that it stands in as its name. */
export async function recorded(): Promise<HistoryToReplay[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  const read = async (file: string) => JSON.parse(await readFile(join(folder, file), 'utf8')) as History;
  return await Promise.all(files.map(async (file) => ({ workflowId: file, history: await read(file) })));
}
