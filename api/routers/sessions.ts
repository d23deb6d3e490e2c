import { z } from 'zod';
import { endSession, endSessionsOf, listSessions } from '../../db/people/sessions.ts';
import { standardLives } from '../edge/session.ts';
import { idInput } from '../procedures/instant-input.ts';
import { inIso } from '../procedures/iso.ts';
import { pageFrom, pageInput } from '../procedures/page.ts';
import { notFound } from '../procedures/refusal.ts';
import { procedureFor, router } from '../procedures/trpc.ts';

/** Where people are signed in: everyone sees and ends their own sessions, and an admin everybody's. */
export const sessions = router({
  /** Sessions that last, the most recently used first, with the browser of each. */
  list: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject(pageInput).prefault({}))
    .query(async ({ ctx: { db, principal, settings }, input }) => {
      const found = await listSessions(db, settings.sessions ?? standardLives, ownOnly(principal));
      const { items, next } = pageFrom(found, input);
      return {
        items: items.map((one) => ({ ...inIso(one, 'beganAt', 'seenAt'), isThis: one.id === principal.sessionId })),
        next,
      };
    }),

  /** Ends a session, or all of the caller but the one that calls. The browsers are signed out at once. */
  end: procedureFor('marketer', 'rep', 'manager')
    .input(z.union([z.strictObject({ session: idInput }), z.strictObject({ others: z.literal(true) })]))
    .mutation(async ({ ctx: { db, principal }, input }) => {
      if ('others' in input) {
        await endSessionsOf(db, principal.id, principal.sessionId);
        return { ended: true, next: 'You are signed out everywhere else.' };
      }
      const { session } = input;
      if (!(await endSession(db, session, ownOnly(principal)))) throw notFound('session', session);
      return { ended: true, next: 'That browser is signed out.' };
    }),
});

/** Whose sessions a principal sees; undefined for everybody's. */
const ownOnly = ({ id, role }: { readonly id: string; readonly role: string }): string | undefined =>
  role === 'admin' ? undefined : id;
