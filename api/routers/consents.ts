import { z } from 'zod';
import { pendingRequests } from '../../db/contact/confirmations.ts';
import { inIso } from '../procedures/iso.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';

/** What people agreed to, and requests that await confirmation. */
export const consents = router({
  /**
   * A page of unconfirmed requests from forms and opt-ins, with the visitors' unverified claims. A person can answer an urgent one. A request ends
   * at `expiresAt`.
   */
  pending: procedureFor('marketer', 'manager')
    .input(z.strictObject(pageInput).prefault({}))
    .query(async ({ ctx, input }) => {
      const requests = await pendingRequests(ctx.db, input);
      return pageOf(
        requests.map((one) => inIso(one, 'askedAt', 'expiresAt', 'sentAt')),
        input,
        ({ id }) => id,
      );
    }),
});
