import { safeMode as safeModeNow } from '../../db/system/pulse.ts';
import { safeModes } from '../../domain/lead/safe-mode.ts';
import { ok, type Check } from './finding.ts';

/** Postgres and Temporal agree: neither was restored to an earlier moment. */
export const safeMode: Check = async ({ db }) => {
  const safe = await safeModeNow(db);
  if (!safe) return ok;
  return {
    state: safe.because,
    label: safeModes[safe.because].label,
    todo: 'Run trellis audit, which lists the differences, then trellis audit --repair; see docs/restore.md.',
    detail: safe,
  };
};
