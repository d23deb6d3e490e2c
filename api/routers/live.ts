import { Refusal } from '../procedures/refusal.ts';
import { procedureFor, router } from '../procedures/trpc.ts';

/** What changes while a page is open. */
export const live = router({
  /**
   * A stream of what changed: the topic and the id. A topic without an id must be reloaded as a whole, as it must when the stream
   * begins. The stream ends with the session. Other systems learn of changes from outgoing events.
   */
  changes: procedureFor('marketer', 'rep', 'manager').subscription(async function* ({ ctx, signal }) {
    const { principal, changes } = ctx;
    if (principal.sessionId === undefined || !changes) throw noSession();
    yield* changes.listen(principal.sessionId, signal);
  }),
});

const noSession = (): Refusal =>
  new Refusal('FORBIDDEN', 'Only people who are signed in can listen.', {
    code: 'noSession',
    todo: 'For other systems, configure a sink for outgoing events (docs/outgoing-events.md).',
  });
