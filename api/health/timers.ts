import { lateLeads } from '../../db/system/backlog.ts';
import { minuteInWords, quantity, sentence } from '../../domain/text/words.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import { ok, type Check } from './finding.ts';

/** How late a lead may be, in real milliseconds: a worker that starts has to catch up. */
const LATE = 15 * MINUTE;

/** Leads continue when they are due. */
export const timers: Check = async ({ db, clock }) => {
  const { count, since } = await lateLeads(db, clock, LATE);
  if (count === 0) return ok;
  return {
    state: 'late',
    label: sentence(
      quantity(count, 'lead'),
      count === 1 ? 'is' : 'are',
      'overdue',
      since !== null && `since ${minuteInWords(since)}`,
    ),
    todo: 'Check that workers run, and whether workflows of leads fail in Temporal: a lead stops if new code does not fit its history.',
    detail: { count, since },
  };
};
