import { z } from 'zod';
import { pendingRequests } from '../../db/contact/confirmations.ts';
import { historyOf } from '../leads/consent-history.ts';
import { idInput } from '../procedures/instant-input.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { whole } from '../procedures/values.ts';
import { apiRoles } from '../../domain/people/roles.ts';

/** What people agreed to, and what waits for their word. */
export const consents = router({
  /** All that a lead agreed to, confirmed, took back, closed and opened again, with the proof; to marketers also where from. */
  history: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ leadId: idInput }))
    .query(async ({ ctx, input }) => {
      const full = apiRoles[ctx.principal.role].changes === 'all';
      return await historyOf(ctx, input.leadId, { full });
    }),

  /**
   * Requests by forms and opt-ins that wait for their confirmation, with what the visitors claim: nobody knows yet that it is
   * true. Somebody who must not wait can be answered by a person; a request ends at `expiresAt`.
   */
  pending: procedureFor('marketer', 'manager')
    .input(z.strictObject({ limit: whole(1, 10_000).default(1_000) }).prefault({}))
    .query(async ({ ctx, input }) => await pendingRequests(ctx.db, input.limit)),
});
