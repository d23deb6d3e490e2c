import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { workflowPaths } from './virtual-world.ts';

/** Bundles the bare workflows as a worker does by default. */
export const bundleBare = (): Promise<WorkflowBundle> =>
  bundleWorkflowCode({ workflowsPath: workflowPaths.bare, logger: new DefaultLogger('ERROR') });
