import { ok, type Check } from './finding.ts';

/** Temporal answers. */
export const engine: Check = async (deps) => {
  try {
    await deps.engine.ping();
    return ok;
  } catch {
    return {
      state: 'unreachable',
      label: 'Temporal does not answer',
      todo: 'Check Temporal, its namespace and TEMPORAL_ADDRESS. What comes in is saved, and waits.',
    };
  }
};
