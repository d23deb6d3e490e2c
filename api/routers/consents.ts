import { z } from 'zod';
import { pendingRequests } from '../../db/contact/confirmations.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { whole } from '../procedures/values.ts';

/** What people agreed to, and requests that await confirmation. */
export const consents = router({
  /**
   * Unconfirmed requests from forms and opt-ins, with the visitors' unverified claims. A person can answer an urgent one. A request ends
   * at `expiresAt`.
   */
  pending: procedureFor('marketer', 'manager')
    .input(z.strictObject({ limit: whole(1, 10_000).default(1_000) }).prefault({}))
    .query(async ({ ctx, input }) => await pendingRequests(ctx.db, input.limit)),
});
