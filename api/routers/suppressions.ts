import { z } from 'zod';
import { listSuppressions, suppressionsByReason } from '../../db/contact/suppression-list.ts';
import { reasonSpec, suppressionReasons, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { suppressionScopes, type SuppressionScope } from '../../domain/contact/suppression-scope.ts';
import { mayOpen } from '../leads/suppressions.ts';
import { leadRef } from '../procedures/instant-input.ts';
import { inIso } from '../procedures/iso.ts';
import { badRequest } from '../procedures/refusal.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { csvFile, text } from '../procedures/values.ts';
import { textSource } from '../import/source.ts';
import { tableOf } from '../import/table.ts';
import { importSuppressions } from '../suppressions/import.ts';
import { reasonInput } from '../suppressions/input.ts';
import { keysOf } from '../procedures/zod-keys.ts';

/** Whom we do not contact. */
export const suppressions = router({
  /**
   * A page of suppressions, by id, each with who it is about and whether the caller may lift it; with a lead, all those that apply to it,
   * whatever their scope. A rep must name a lead.
   */
  list: procedureFor('marketer', 'rep', 'manager')
    .input(
      z
        .strictObject({
          leadId: leadRef.optional(),
          scope: z.enum(keysOf<SuppressionScope>(suppressionScopes)).optional(),
          reason: reasonInput.optional(),
          text: text('line').optional(),
          sort: z.enum(['oldest', 'newest']).default('oldest'),
          past: z.boolean().default(false),
          ...pageInput,
        })
        .prefault({}),
    )
    .query(async ({ ctx, input }) => {
      if (ctx.principal.role === 'rep' && input.leadId === undefined)
        throw badRequest('leadMissing', 'A rep can see only the suppressions of a single lead.', undefined, 'Set leadId.');
      const found = await listSuppressions(ctx.db, input, ctx.clock.now());
      return pageOf(
        found.map((one) => ({
          ...inIso(one, 'at', 'until', 'liftedAt'),
          label: reasonSpec(one.reason).label,
          mayOpen: mayOpen(ctx.principal.role, one),
        })),
        input,
        ({ id }) => id,
      );
    }),

  /** The reasons for a suppression: how many are in force, whom each may concern, and whether the caller may lift one. */
  reasons: procedureFor('marketer', 'manager').query(async ({ ctx }) => {
    const counted = new Map((await suppressionsByReason(ctx.db, ctx.clock.now())).map(({ reason, count }) => [reason, count]));
    return keysOf<SuppressionReason>(suppressionReasons).map((reason) => {
      const { label, scopes, channel } = reasonSpec(reason);
      return {
        reason,
        label,
        scopes,
        channel,
        mayOpen: mayOpen(ctx.principal.role, { reason }),
        count: counted.get(reason) ?? 0,
      };
    });
  }),

  /**
   * Takes in a list (CSV) of addresses, numbers, domains, and SHA-256 of addresses that must not be contacted. It adds no leads. Long lists go
   * to `POST /suppressions`; `GET /suppressions.csv` gives the whole list.
   */
  import: procedureFor('marketer')
    .input(
      z.strictObject({
        csv: csvFile,
        reason: reasonInput.optional(),
        ignore: z.array(text('sentence')).optional(),
        everybodyThere: z.boolean().default(false),
        dryRun: z.boolean().default(false),
      }),
    )
    .mutation(
      async ({ ctx, input: { csv, ...order } }) =>
        await importSuppressions(ctx, ctx.principal, await tableOf(textSource(csv)), order),
    ),
});
