import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { workflowPaths } from './virtual-world.ts';

/** Bundles the bare workflows as a worker does by default. */
export const bundleBare = (): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ workflowsPath: workflowPaths.bare, logger: new DefaultLogger('ERROR') });
