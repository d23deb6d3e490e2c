import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';
import { bundlerConfig } from '../../engine/bundler-config.ts';
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

  /** The compiled code, for a worker with these activities. */
  sandboxes(activityTypes: readonly string[]): Promise<SandboxCreator> {
    const key = activityTypes.toSorted().join('\n');
    const creator = this.#creators.get(key) ?? createSandboxes(this.code, new Set(activityTypes));
    this.#creators.set(key, creator);
    return creator;
  }
}

interface BundleOptions {
  /**
   * Loads the workflow modules once for all runs, as the worker's `preloadModules` does: a third of the memory per lead, and a quicker
   * start. Only for workflow code without module state. By default, each run loads its own.
   */
  readonly sharedModules?: boolean;
}

/** Bundles the workflows that a module exports, with all imports; takes about a second. */
async function bundleWorkflows(workflowsPath: string, { sharedModules = false }: BundleOptions = {}): Promise<WorkflowBundle> {
  const preloadModules = sharedModules ? [workflowsPath] : [];
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    preloadModules,
    webpackConfigHook: bundlerConfig,
    logger: new DefaultLogger('ERROR'),
  });
  return new WorkflowBundle(code);
}

/** The same, but cached in `node_modules` until a source file in the bundle changes. */
export async function loadBundle(workflowsPath: string, options: BundleOptions = {}): Promise<WorkflowBundle> {
  const key = JSON.stringify([workflowsPath, options.sharedModules ?? false]);
  const cached = await readCachedBundle(workflowsPath, key);
  if (cached !== undefined) return new WorkflowBundle(cached);
  const kept = unsaved.get(key);
  if (kept) return kept;
  const bundle = await bundleWorkflows(workflowsPath, options);
  await writeCachedBundle(workflowsPath, key, bundle.code).catch(() => unsaved.set(key, bundle));
  return bundle;
}

/** The bundles of a read-only installation, whose sources therefore do not change. */
const unsaved = new Map<string, WorkflowBundle>();
