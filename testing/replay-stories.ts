import { afterAll } from 'vitest';
import { loadBundle, type VirtualEngine, type WorkflowBundle } from './engine.ts';
import { quietReplays, replayAll, type HistoryToReplay } from './replay.ts';

const bundles = new Map<string, Promise<WorkflowBundle>>();

/** The workflows' code, compiled once for all stories of a file. */
export function bundleOfStories(path: string): Promise<WorkflowBundle> {
  const bundle = bundles.get(path) ?? loadBundle(path);
  bundles.set(path, bundle);
  return bundle;
}

const told = new Map<string, HistoryToReplay[]>();

/** Holds the histories of a story until the end of the file. */
export function recordForReplay(engine: VirtualEngine, path: string): void {
  const kept = told.get(path) ?? [];
  told.set(path, kept);
  for (const { workflowId } of engine.list())
    for (const history of engine.histories(workflowId)) kept.push({ workflowId, history });
}

// The SDK's own replayer must accept every history that a story has written. vitest runs this for the first file that loads it, so files
// with stories need a process of their own (`isolate`, the default).
afterAll(async () => {
  if (told.size > 0) quietReplays();
  for (const [path, histories] of told) await replayAll(await bundleOfStories(path), histories);
});
