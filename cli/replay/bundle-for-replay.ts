import { extname, join } from 'node:path';
import type { WorkflowBundle } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/temporal-worker.ts';

/** `waits.ts`, or what it is built to. */
const waits = join(import.meta.dirname, `waits${extname(import.meta.filename)}`);

/** Bundles workflows so that their replay can compare waits. */
export const bundleForReplay = (workflowsPath: string): Promise<WorkflowBundle> => bundleWorkflows(workflowsPath, [waits]);
