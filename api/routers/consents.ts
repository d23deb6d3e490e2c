import { z } from 'zod';
import { pendingRequests } from '../../db/contact/confirmations.ts';
import { historyOf } from '../leads/consent-history.ts';
import { leadRef } from '../procedures/instant-input.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { whole } from '../procedures/values.ts';
import { apiRoles } from '../../domain/people/roles.ts';

/** What people agreed to, and requests that await confirmation. */
export const consents = router({
  /** Everything a lead agreed to, confirmed, withdrew, closed and reopened, with proof; marketers also see where it came from. */
  history: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ leadId: leadRef }))
    .query(async ({ ctx, input }) => {
      const full = apiRoles[ctx.principal.role].changes === 'all';
      return await historyOf(ctx, input.leadId, { full });
    }),

  /**
   * Unconfirmed requests from forms and opt-ins, with the visitors' unverified claims. A person can answer an urgent one. A request ends
   * at `expiresAt`.
   */
  pending: procedureFor('marketer', 'manager')
    .input(z.strictObject({ limit: whole(1, 10_000).default(1_000) }).prefault({}))
    .query(async ({ ctx, input }) => await pendingRequests(ctx.db, input.limit)),
});
