import { z } from 'zod';
import { waitingTexts } from '../../db/mail/incoming-texts.ts';
import { assignText, dismissText } from '../channels/decide-text.ts';
import { idInput, leadRef } from '../procedures/instant-input.ts';
import { inIso } from '../procedures/iso.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';

const one = z.strictObject({ id: idInput });

/** Incoming text messages, and what a person has to decide about them. */
export const texts = router({
  /** Texts from numbers that no lead has, the oldest first; `after` is the id of the last one on the previous page. */
  unmatched: procedureFor('marketer', 'manager')
    .input(z.strictObject(pageInput).prefault({}))
    .query(async ({ ctx, input }) => {
      const rows = await waitingTexts(ctx.db, input);
      return pageOf(
        rows.map((row) => inIso(row, 'receivedAt')),
        input,
        ({ id }) => id,
      );
    }),

  /** Assigns a waiting text to a lead. To make its sender a lead, use leads.add before. */
  assign: procedureFor('marketer', 'manager')
    .input(one.extend({ leadId: leadRef }))
    .mutation(async ({ ctx, input }) => await assignText(ctx, { ...input, by: ctx.principal.name })),

  /** Dismisses a waiting text. */
  dismiss: procedureFor('marketer', 'manager')
    .input(one)
    .mutation(async ({ ctx, input }) => await dismissText(ctx, input.id)),
});
