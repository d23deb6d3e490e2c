import { z } from 'zod';
import { idInput } from '../procedures/instant-input.ts';
import { accountListInput, listOfAccounts } from '../accounts/list.ts';
import { wholeAccount } from '../accounts/whole-account.ts';
import { setOwner } from '../leads/own-account.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { text } from '../procedures/values.ts';

const rep = idInput.nullable();

/** The companies of leads. */
export const accounts = router({
  /** A page of companies, by name or the newest first; `text` finds by the beginnings of words of the name and the domain. */
  list: procedureFor('marketer', 'rep', 'manager')
    .input(accountListInput)
    .query(async ({ ctx, input }) => await listOfAccounts(ctx, input)),

  /** A company by its id or domain: its owner, its people with their roles, the roles that are missing, its deals, and what is closed. */
  get: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ account: text('name') }))
    .query(async ({ ctx, input }) => await wholeAccount(ctx, ctx.principal, input.account)),

  /** Sets which rep owns an account; its leads are routed to them. Null removes the owner. */
  own: procedureFor('manager')
    .input(z.union([z.strictObject({ account: idInput, rep }), z.strictObject({ domain: text(), rep })]))
    .mutation(async ({ ctx, input }) => await setOwner(ctx, input)),
});
