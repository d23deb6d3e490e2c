import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { v7 } from 'uuid';
import type { ImportAnswer } from '../../api/import/import-leads.ts';
import { callApi, sendToApi } from '../api-client.ts';
import type { ImportOptions } from './options.ts';
import { answerText } from './answer-text.ts';

const EVERY_MS = 1_000;

/** Streams a file to the API, shows progress, and prints the result. @throws CliError with the API's message, and for a file that can't be read */
export async function runImport(file: string, options: ImportOptions): Promise<void> {
  const id = v7();
  const response = await withProgress(id, options, () => sendToApi(`/imports?${queryOf(id, options)}`, file));
  const answer = JSON.parse(await text(response)) as ImportAnswer;
  console.log(options.json ? JSON.stringify(answer, undefined, 2) : answerText(answer));
  if (options.rejects !== undefined) await writeRejects(options.rejects, answer);
}

function queryOf(id: string, { source, basis, mapping = [], ignore = [], dates, consents, dryRun }: ImportOptions): string {
  const query = new URLSearchParams({ id, source, consentBasis: basis, consents });
  for (const pair of mapping) query.append('map', pair);
  for (const column of ignore) query.append('ignore', column);
  if (dates !== undefined) query.set('dates', dates);
  if (dryRun) query.set('dryRun', 'true');
  return query.toString();
}

/** Shows progress while the import runs; a dry run saves nothing to query. */
async function withProgress<T>(id: string, { dryRun, json }: ImportOptions, work: () => Promise<T>): Promise<T> {
  if (dryRun || json || !process.stderr.isTTY) return await work();
  const timer = setInterval(() => {
    void callApi('imports.get', { importId: id }).then(
      (found) => process.stderr.write(`\r${progressText(found as Progress)}\u001b[K`),
      // The import does not exist until the API has understood the columns.
      () => {},
    );
  }, EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    process.stderr.write('\r\u001b[K');
  }
}

type Progress = Pick<ImportAnswer, 'rows' | 'created' | 'updated' | 'bad'> & { readonly rejected: number };
const progressText = ({ rows, created, updated, rejected }: Progress): string =>
  `${rows.toLocaleString('en')} rows: ${created.toLocaleString('en')} new, ${updated.toLocaleString('en')} known, ${rejected.toLocaleString('en')} bad`;

async function writeRejects(path: string, { importId, dryRun, bad, rejected, columns }: ImportAnswer): Promise<void> {
  if (dryRun) {
    const { rejectsText } = await import('./answer-text.ts');
    await pipeline([rejectsText(rejected, columns)], createWriteStream(path));
    if (bad > rejected.length)
      console.error(`${path} contains the first ${rejected.length} of ${bad}: a dry run collects no more.`);
    return;
  }
  await pipeline(await sendToApi(`/imports/${importId}/rejects.csv`), createWriteStream(path));
}
