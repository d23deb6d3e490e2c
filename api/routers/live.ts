import { Refusal } from '../procedures/refusal.ts';
import { procedureFor, router } from '../procedures/trpc.ts';

/** What changes while a page is open. */
export const live = router({
  /**
   * A stream of what changed: the topic and the id. A topic without an id is to be read again as a whole, as whenever the stream
   * begins. It ends with the session. Other systems hear of changes by outgoing events.
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
