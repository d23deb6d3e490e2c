import { z } from 'zod';
import { listSuppressions } from '../../db/contact/suppression-list.ts';
import { suppressionReasons, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { suppressionScopes, type SuppressionScope } from '../../domain/contact/suppression-scope.ts';
import { leadRef } from '../procedures/instant-input.ts';
import { inIso } from '../procedures/iso.ts';
import { badRequest } from '../procedures/refusal.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { keysOf } from '../procedures/zod-keys.ts';

const reason = z.enum(keysOf<SuppressionReason>(suppressionReasons));

/** Whom we do not contact. */
export const suppressions = router({
  /** A page of suppressions, by id; with a lead, all those that apply to it, whatever their scope. A rep must name a lead. */
  list: procedureFor('marketer', 'rep', 'manager')
    .input(
      z
        .strictObject({
          leadId: leadRef.optional(),
          scope: z.enum(keysOf<SuppressionScope>(suppressionScopes)).optional(),
          reason: reason.optional(),
          past: z.boolean().default(false),
          ...pageInput,
        })
        .prefault({}),
    )
    .query(async ({ ctx, input }) => {
      if (ctx.principal.role === 'rep' && input.leadId === undefined)
        throw badRequest('leadMissing', 'A rep can see the suppressions of one lead only.', undefined, 'Set leadId.');
      const found = await listSuppressions(ctx.db, input, ctx.clock.now());
      return pageOf(
        found.map((one) => inIso(one, 'at', 'until', 'liftedAt')),
        input,
        ({ id }) => id,
      );
    }),
});
