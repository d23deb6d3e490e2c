import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';
import { readCachedBundle, writeCachedBundle } from './bundle-cache.ts';
import { createSandboxes } from './sdk-runtime.ts';
import type { SandboxCreator } from './sdk-runtime.ts';

/** Workflow code in one file, as a worker loads it (`workflowBundle: { code }`). Compiled once for any number of engines. */
export class WorkflowBundle {
  readonly code: string;
  readonly #creators = new Map<string, Promise<SandboxCreator>>();

  constructor(code: string) {
    this.code = code;
  }

  /** The compiled code, for a worker that has these activities. */
  sandboxes(activityTypes: readonly string[]): Promise<SandboxCreator> {
    const key = activityTypes.toSorted().join('\n');
    const creator = this.#creators.get(key) ?? createSandboxes(this.code, new Set(activityTypes));
    this.#creators.set(key, creator);
    return creator;
  }
}

/** Bundles the workflows that the module exports, with everything that it imports: about a second. */
export async function bundleWorkflows(workflowsPath: string): Promise<WorkflowBundle> {
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  return new WorkflowBundle(code);
}

/** The same, but taken from a cache beside `node_modules` as long as no source file in the bundle has changed. */
export async function loadBundle(workflowsPath: string): Promise<WorkflowBundle> {
  const cached = await readCachedBundle(workflowsPath);
  if (cached !== undefined) return new WorkflowBundle(cached);
  const bundle = await bundleWorkflows(workflowsPath);
  await writeCachedBundle(workflowsPath, bundle.code);
  return bundle;
}
