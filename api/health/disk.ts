import { hasRoom } from '../../db/system/room.ts';
import { ok, type Check } from './finding.ts';

/** The disk of Postgres has room. Anything that still fits, such as most opt-outs, is saved, so a full disk does not stop everything. */
export const disk: Check = async ({ db }) => {
  if (await hasRoom(db)) return ok;
  return {
    state: 'full',
    label: 'the disk of Postgres is full: Trellis refuses whatever does not fit',
    todo: 'Free space on the disk of Postgres, or enlarge it, before Postgres stops.',
  };
};
