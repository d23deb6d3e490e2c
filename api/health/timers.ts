import { lateLeads } from '../../db/system/standing-still.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import { ok, type Check } from './finding.ts';

/** Real milliseconds by which a lead may be late: a worker that starts has leads to catch up with. */
const LATE = 15 * MINUTE;

/** Leads go on when their time has come. */
export const timers: Check = async ({ db, clock }) => {
  const { count, since } = await lateLeads(db, clock, LATE);
  if (count === 0) return ok;
  return {
    state: 'late',
    label: `${count} leads should have gone on ${since === null ? '' : `since ${new Date(since).toISOString()}`}`,
    todo: 'See whether workers run, and whether the leads’ workflows fail in Temporal: code that does not replay stops them.',
    detail: { count, since },
  };
};
