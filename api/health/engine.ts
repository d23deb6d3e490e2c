import { ok, type Check, type Finding } from './finding.ts';

export const noEngine: Finding = {
  state: 'unreachable',
  label: 'Temporal does not answer',
  todo: 'Check Temporal, its namespace and TEMPORAL_ADDRESS. Incoming data is saved and waits.',
};

/** Temporal answers. */
export const engine: Check = async (deps) => {
  try {
    await deps.engine.ping();
    return ok;
  } catch {
    return noEngine;
  }
};
