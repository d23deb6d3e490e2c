import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { workflowPaths } from './virtual-world.ts';

/** The bare workflows for a worker, bundled as a worker does it by itself. */
export const bundleBare = (): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ workflowsPath: workflowPaths.bare, logger: new DefaultLogger('ERROR') });
