import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Audit } from '../audit/result.ts';
import { historyJson } from '../testing/replay.ts';
import { workflowIdOf } from '../workflows/messages.ts';

/**
 * Saves the history of each stuck lead that an audit found, so that the cause can be found after the servers are gone.
 * @returns the files; none when no lead is stuck
 */
export async function saveEvidence(client: Client, { findings }: Audit, dir: string): Promise<string[]> {
  const folder = join(dir, 'histories');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const stuck = findings.filter(({ fault }) => fault === 'stuck').flatMap(({ found }) => found);
  return await Promise.all(
    stuck.map(async ({ id }) => {
      const file = join(folder, `${id}.json`);
      await writeFile(file, historyJson(await client.workflow.getHandle(workflowIdOf(id)).fetchHistory()));
      return file;
    }),
  );
}
