import { outboxBacklog } from '../../db/system/standing-still.ts';
import { ok, type Check } from './finding.ts';

/** Real seconds for which a message may wait: a click waits some ten seconds for the burst of a machine. */
const LATE = 60;

/** What came in reaches the leads. */
export const outbox: Check = async ({ db }) => {
  const waiting = (await outboxBacklog(db)).filter(({ state }) => state === 'waiting');
  const unknown = waiting.filter(({ error }) => error === 'MessageUnknown');
  if (unknown.length > 0)
    return {
      state: 'notUnderstood',
      label: 'messages wait that this version does not know',
      todo: 'Start a relay of the version that wrote them: trellis api. See ops.outbox.',
      detail: unknown,
    };
  const oldestFor = Math.max(0, ...waiting.map((row) => row.oldestFor));
  if (oldestFor <= LATE) return ok;
  return {
    state: 'late',
    label: `a message has waited for its lead for ${Math.round(oldestFor)} seconds`,
    todo: 'See ops.outbox for what goes wrong, and whether a relay runs: trellis api.',
    detail: waiting,
  };
};
