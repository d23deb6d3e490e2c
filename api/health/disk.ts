import { hasRoom } from '../../db/system/room.ts';
import { ok, type Check } from './finding.ts';

/** Postgres has room for what comes in. What still fits, such as most noes, is taken: so it does not stop everything. */
export const disk: Check = async ({ db }) => {
  if (await hasRoom(db)) return ok;
  return {
    state: 'full',
    label: "Postgres' disk is full: what does not fit is refused",
    todo: 'Make room on the disk of Postgres, or enlarge it, before Postgres stops.',
  };
};
