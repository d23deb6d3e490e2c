import { outboxBacklog } from '../../db/system/backlog.ts';
import { ok, type Check } from './finding.ts';

/** Real seconds that a message may wait: a click waits some ten seconds in case it is part of a machine's burst. */
const LATE = 60;

/** Messages reach the leads. */
export const outbox: Check = async ({ db }) => {
  const waiting = (await outboxBacklog(db)).filter(({ state }) => state === 'waiting');
  const unknown = waiting.filter(({ error }) => error === 'MessageUnknown');
  if (unknown.length > 0)
    return {
      state: 'notUnderstood',
      label: 'this version does not know some of the waiting messages',
      todo: 'Start a relay of the version that wrote them (trellis api). See which messages wait (ops.outbox).',
      detail: unknown,
    };
  const oldestFor = Math.max(0, ...waiting.map((row) => row.oldestFor));
  if (oldestFor <= LATE) return ok;
  return {
    state: 'late',
    label: `a message has waited for its lead for ${Math.round(oldestFor)} seconds`,
    todo: 'See the errors (ops.outbox), and check that a relay runs (trellis api).',
    detail: waiting,
  };
};
