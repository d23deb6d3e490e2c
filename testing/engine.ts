/** The virtual engine: Temporal workflows under a virtual clock, in one process, without a server. */
export { VirtualEngine } from './engine/virtual-engine.ts';
export type { EngineOptions } from './engine/engine-options.ts';
export { WorkflowBundle, loadBundle } from './engine/bundle.ts';
export { EngineError, WorkflowTaskFailed } from './engine/errors.ts';
