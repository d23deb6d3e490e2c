/** The virtual engine: Temporal workflows under a virtual clock, in one process, without a server. */
export { VirtualEngine } from './engine/virtual-engine.ts';
export type { EngineOptions, WorkflowSummary } from './engine/engine-options.ts';
export type { BundleOptions } from './engine/bundle.ts';
export { WorkflowBundle, bundleWorkflows, loadBundle } from './engine/bundle.ts';
export { EngineError, WorkflowTaskFailed } from './engine/errors.ts';
export type { EngineErrorCode } from './engine/errors.ts';
export type { StartOptions, StartedWorkflow, UpdateOptions } from './engine/start-options.ts';
