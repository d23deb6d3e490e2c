import { z } from 'zod';
import { pendingRequests } from '../../db/contact/confirmations.ts';
import { sendConfirmation } from '../leads/send-confirmation.ts';
import { idInput, leadRef } from '../procedures/instant-input.ts';
import { inIso } from '../procedures/iso.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';

/** What people agreed to, and requests that await confirmation. */
export const consents = router({
  /**
   * Asks once more for a confirmation, by email: about a request of `pending`, by its id, or of a lead, whose opt-in may also have come
   * in without a confirmation, such as from a file. The link holds for two weeks from now.
   */
  sendConfirmation: procedureFor('marketer', 'manager')
    .input(z.union([z.strictObject({ id: idInput }), z.strictObject({ leadId: leadRef })]))
    .mutation(async ({ ctx, input }) => await sendConfirmation(ctx, ctx.principal.name, input)),

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
