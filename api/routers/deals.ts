import { change, changeDealInput, open, openDealInput } from '../deals/change.ts';
import { dealListInput, listOfDeals } from '../deals/list.ts';
import { importDeals, importDealsInput } from '../deals/import.ts';
import { procedureFor, router } from '../procedures/trpc.ts';

/** The opportunities: those that salespeople reported, and those that a CRM reports. */
export const deals = router({
  /** A page of deals, newest first; of a lead, a company or an owner, open or closed. */
  list: procedureFor('marketer', 'rep', 'manager')
    .input(dealListInput)
    .query(async ({ ctx, input }) => await listOfDeals(ctx, input)),

  /** Opens a deal that no salesperson has reported. Leads at its company go to its owner. */
  open: procedureFor('marketer', 'rep', 'manager')
    .input(openDealInput)
    .mutation(async ({ ctx, input }) => await open(ctx, input)),

  /** Changes an open deal, or closes it. A new stage counts as progress in the task of its salesperson. */
  update: procedureFor('marketer', 'rep', 'manager')
    .input(changeDealInput)
    .mutation(async ({ ctx, input }) => await change(ctx, input)),

  /** Opens or changes the deals of a file, each by the id that its system has for it. */
  import: procedureFor('marketer')
    .input(importDealsInput)
    .mutation(async ({ ctx, input }) => await importDeals(ctx, input)),
});
