import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { historyJson, quietReplays } from '../testing/replay.ts';
import { LIFECYCLE } from '../workflows/messages.ts';

/** The result of replaying the history of every run of every lead. */
export interface Replays {
  readonly replayed: number;
  /** Files with the histories that do not fit the code that wrote them. Such a lead gets stuck as soon as a worker must replay it. */
  readonly broken: readonly string[];
}

/** How many histories to fetch from the server at once. */
const AT_ONCE = 10;

/** Replays all histories on the server, and saves those that break in a folder of `dir`, so that the cause can be found later. */
export async function replayEverything(client: Client, workflowBundle: WorkflowBundleOption, dir: string): Promise<Replays> {
  quietReplays();
  const folder = join(dir, 'histories');
  await rm(folder, { recursive: true, force: true });
  const all = client.workflow.list({ query: `WorkflowType = '${LIFECYCLE}'` }).intoHistories({ concurrency: AT_ONCE });
  const broken: string[] = [];
  let replayed = 0;
  for await (const { workflowId, runId, error } of Worker.runReplayHistories({ workflowBundle }, all)) {
    replayed++;
    if (!error) continue;
    const file = join(folder, `${runId}.json`);
    await mkdir(folder, { recursive: true });
    await writeFile(file, historyJson(await client.workflow.getHandle(workflowId, runId).fetchHistory()));
    broken.push(file);
  }
  return { replayed, broken };
}
