import { safeMode as safeModeNow } from '../../db/system/pulse.ts';
import { safeModes } from '../../domain/lead/safe-mode.ts';
import { ok, type Check } from './finding.ts';

/** Neither server was restored to a moment that the other one does not know. */
export const safeMode: Check = async ({ db }) => {
  const safe = await safeModeNow(db);
  if (!safe) return ok;
  return {
    state: safe.because,
    label: safeModes[safe.because].label,
    todo: 'Run trellis audit --repair, then trellis audit; see docs/restore.md.',
    detail: safe,
  };
};
