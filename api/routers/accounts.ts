import { z } from 'zod';
import { duplicateAccounts, duplicatesOfAccount } from '../../db/accounts/duplicate-accounts.ts';
import { accountNamed } from '../campaigns/account-named.ts';
import { idInput, repRef } from '../procedures/instant-input.ts';
import { correctCompany } from '../accounts/correct.ts';
import { accountListInput, listOfAccounts, relationships } from '../accounts/list.ts';
import { mergeTwo, unmergeOne } from '../accounts/merge.ts';
import { wholeAccount } from '../accounts/whole-account.ts';
import { headcount } from '../import/import-input.ts';
import { setOwner } from '../leads/own-account.ts';
import { pageInput } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { text } from '../procedures/values.ts';

const rep = repRef.nullable();

/** The companies of leads. */
export const accounts = router({
  /** A page of companies, by name or the newest first; `text` matches the beginnings of words in the name and the domain. */
  list: procedureFor('marketer', 'rep', 'manager')
    .input(accountListInput)
    .query(async ({ ctx, input }) => await listOfAccounts(ctx, input)),

  /** A company by its id or domain: its owner, its people with their roles, the roles that are missing, its deals, and what is closed. */
  get: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ account: text('name') }))
    .query(async ({ ctx, input }) => await wholeAccount(ctx, ctx.principal, input.account)),

  /**
   * Accounts that may be one company, for `accounts.merge`: with the same name but for its legal form, or the same domain with
   * another ending. With an account (an id or a domain), only those that it is one of. `after` is the `next` of the previous page.
   */
  duplicates: procedureFor('marketer', 'manager')
    .input(z.strictObject({ account: text('name').optional(), ...pageInput }).prefault({}))
    .query(async ({ ctx, input }) =>
      input.account === undefined
        ? await duplicateAccounts(ctx.db, input)
        : { items: await duplicatesOfAccount(ctx.db, await accountNamed(ctx, input.account)), next: undefined },
    ),

  /**
   * Merges two accounts, each named by its id or domain: `keep` takes over the people, tasks, deals and holds of `drop`, and
   * everybody who comes from its domain. What is closed for either is closed for all of them. `dryRun` shows the result and merges
   * nothing; `accounts.unmerge` undoes it.
   */
  merge: procedureFor('marketer', 'manager')
    .input(z.strictObject({ keep: text('name'), drop: text('name'), dryRun: z.boolean().default(false) }))
    .mutation(async ({ ctx, input }) => await mergeTwo(ctx, input)),

  /** Undoes the latest merge into an account; both are as before. */
  unmerge: procedureFor('marketer', 'manager')
    .input(z.strictObject({ account: text('name') }))
    .mutation(async ({ ctx, input }) => await unmergeOne(ctx, input.account)),

  /**
   * Corrects what is known of a company, named by its id or domain; null says that a value is wrong. No file, system or provider changes
   * it again. The fit of its people is scored anew.
   */
  update: procedureFor('marketer', 'manager')
    .input(
      z.strictObject({
        account: text('name'),
        name: text('name').optional(),
        size: headcount.nullable().optional(),
        industry: text('name').nullable().optional(),
        region: text('name').nullable().optional(),
        relationship: z.enum(relationships).optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => await correctCompany(ctx, ctx.principal, input)),

  /** Sets which rep owns an account; its leads are routed to them. Null removes the owner. */
  own: procedureFor('manager')
    .input(z.union([z.strictObject({ account: idInput, rep }), z.strictObject({ domain: text(), rep })]))
    .mutation(async ({ ctx, input }) => await setOwner(ctx, input)),
});
