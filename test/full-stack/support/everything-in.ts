import type { Client } from '@temporalio/client';

/** Every text in a value, whatever its shape: strings, and bytes read as text, as payloads are. */
function textsIn(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  return Object.entries(value).flatMap(([name, inside]) => [name, ...textsIn(inside, seen)]);
}

/** All that Temporal knows of the workflows of a task queue: every run's history, and what is told of those that run. */
export async function everythingIn(client: Client, taskQueue: string): Promise<{ readonly runs: number; readonly text: string }> {
  const texts: string[] = [];
  let runs = 0;
  for await (const { workflowId, runId, status } of client.workflow.list({ query: `TaskQueue = '${taskQueue}'` })) {
    const handle = client.workflow.getHandle(workflowId, runId);
    texts.push(...textsIn(await handle.fetchHistory()), ...textsIn((await handle.describe()).raw));
    if (status.name === 'RUNNING') texts.push(...textsIn(await handle.query('__temporal_workflow_metadata')));
    runs++;
  }
  return { runs, text: texts.join('\n') };
}
