import { z } from 'zod';
import { idInput } from '../procedures/instant-input.ts';
import { setOwner } from '../leads/own-account.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { text } from '../procedures/values.ts';

const rep = idInput.nullable();

/** The companies of leads. */
export const accounts = router({
  /** Sets which rep owns an account; its leads are routed to them. Null removes the owner. */
  own: procedureFor('manager')
    .input(z.union([z.strictObject({ account: idInput, rep }), z.strictObject({ domain: text(), rep })]))
    .mutation(async ({ ctx, input }) => await setOwner(ctx, input)),
});
