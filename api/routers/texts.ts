import { z } from 'zod';
import { waitingTexts } from '../../db/mail/incoming-texts.ts';
import { assignText, dismissText } from '../channels/decide-text.ts';
import { idInput, leadRef } from '../procedures/instant-input.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { whole } from '../procedures/values.ts';

const one = z.strictObject({ id: idInput });

/** Incoming text messages, and what a person has to decide about them. */
export const texts = router({
  /** Texts from numbers that no lead has, the oldest first; `after` is the id of the last one on the previous page. */
  unmatched: procedureFor('marketer', 'manager')
    .input(z.strictObject({ after: idInput.optional(), limit: whole(1, 500).default(100) }).prefault({}))
    .query(async ({ ctx, input }) => {
      const rows = await waitingTexts(ctx.db, input);
      const page = rows.map(({ receivedAt, ...text }) => ({ ...text, receivedAt: receivedAt.toISOString() }));
      return { texts: page, next: rows.length < input.limit ? undefined : rows.at(-1)?.id };
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
