import { afterAll } from 'vitest';
import { loadBundle, type VirtualEngine } from '../../simulate/engine.ts';
import type { WorkflowBundle } from '../../simulate/engine.ts';
import { quietReplays, replayAll, type HistoryToReplay } from '../../simulate/replay.ts';
import { workflowsPath } from '../../worker/temporal-worker.ts';

let bundle: Promise<WorkflowBundle> | undefined;

/** The workflows' code, compiled once for all stories of a file. */
export const bundleOfStories = (): Promise<WorkflowBundle> => (bundle ??= loadBundle(workflowsPath));

const told: HistoryToReplay[] = [];

/** Keeps the histories of a story until the end of the file. */
export const keepForReplay = (engine: VirtualEngine): void => {
  for (const { workflowId } of engine.list())
    for (const history of engine.histories(workflowId)) told.push({ workflowId, history });
};

// Every history that a story has written must be one that the SDK's own replayer accepts.
afterAll(async () => {
  if (told.length === 0) return;
  quietReplays();
  await replayAll(await bundleOfStories(), told);
});
